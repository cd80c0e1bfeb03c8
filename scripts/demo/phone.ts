import { enter } from './person';
import { expectThat, say, until, visit } from './stage';

interface Caught {
  readonly channel: string;
  readonly subject: string;
  readonly text: string;
}

/** Somebody without an e-mail signs up with a code to his phone, which the developer inbox has caught. */
export async function signUpByPhone(url: string): Promise<void> {
  say('18. Hassan has no e-mail: he signs up with a code to his phone');
  const phone = `+2010${String(Date.now()).slice(-8)}`;
  const headers = { 'content-type': 'application/json' };
  const asked = await visit(`${url}/api/auth/send-otp`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ phone }),
  });
  expectThat(asked.status === 200, 'a code is on its way to Hassan', asked.status);
  const inbox = `${url}/dev/inbox?channel=sms&to=${encodeURIComponent(phone)}`;
  const [text] = await until(
    async () => {
      const answer = await visit(inbox, { headers: { accept: 'application/json' } });
      const { data = [] } = (await answer.json()) as { data?: Caught[] };
      return data.length > 0 ? data : undefined;
    },
    { expected: 'the code is in the developer inbox', found: () => 'nothing' },
  );
  const otp = /^\d+/.exec(text?.text ?? '')?.[0];
  const body = { phone, otp, role: 'craftsman', fullName: 'Hassan Demo' };
  const hassan = await enter(url, { name: 'Hassan', path: '/api/auth/verify-otp', body });
  const { isPhoneVerified } = await hassan.do('GET', '/users/me');
  expectThat(isPhoneVerified === true, 'the phone is verified', isPhoneVerified);
  say(`    Hassan is in, by ${text?.subject ?? 'nothing'}`);
  hassan.leave();
}
