import { ContactMessageModel, type ContactMessage } from '../models/contactMessage.model';
import { after, minutes } from '../utils/clock';
import { BadRequest, UpstreamError } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import { inTransaction, type Tx } from '../utils/transaction';
import { systemActor, type Locale, type UserActor } from '../utils/types/actor';
import { makeSendStored, type SendingDeps } from './contactMessages/sending';
import { contactMessageWorkflow, type ContactMessageState } from './workflows/contactMessage.workflow';
import { beginningOf, transition } from './workflows/workflow';

export interface NewContactMessage {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly message?: string | undefined;
  readonly locale: Locale;
}

export interface ContactMessageService {
  /** Keeps a message and mails it to the team at once; UpstreamError when that fails, and it is tried again by itself. */
  submit(actor: UserActor | undefined, given: NewContactMessage): Promise<ContactMessage>;
  /** Tries what is due, at most `most`; gives how many that were. */
  retryDue(most: number): Promise<number>;
  /** The newest first. */
  list(
    filter: { readonly status?: ContactMessageState | undefined },
    request: PageRequest,
  ): Promise<Page<ContactMessage>>;
  /** Staff tries what has failed once more, at once; UpstreamError when it fails again. */
  resend(actor: UserActor, id: Id): Promise<ContactMessage>;
  /** Staff has dealt with it. */
  close(actor: UserActor, id: Id): Promise<ContactMessage>;
}

/** When the task takes over what the request has not finished. */
const FIRST_LOOK_MS = minutes(1);

/** Makes the contact form: what was written is kept before anything can fail. */
export function makeContactMessageService(deps: SendingDeps): ContactMessageService {
  const { clock } = deps;
  const sendStored = makeSendStored(deps);
  const sendOrThrow = async (message: ContactMessage): Promise<ContactMessage> => {
    if (!(await sendStored(message))) {
      throw new UpstreamError('contactMessage.notSent');
    }
    return get(idOf(message));
  };
  return {
    submit: async (actor, given) => sendOrThrow(await store(deps, actor, given)),
    async retryDue(most) {
      const due = await ContactMessageModel.find({ nextTryAt: { $exists: true, $lte: clock.now() } })
        .sort({ nextTryAt: 1 })
        .limit(most)
        .lean<ContactMessage[]>();
      for (const message of due) {
        await sendStored(message);
      }
      return due.length;
    },
    list: ({ status }, request) =>
      findPage(ContactMessageModel, {
        filter: status === undefined ? {} : { status },
        sort: { createdAt: -1, _id: -1 },
        request,
        select: { history: 0 },
      }),
    resend: async (actor, id) =>
      sendOrThrow(await inTransaction((tx) => move(tx, deps, { actor, id, event: 'retry' }))),
    close: (actor, id) => inTransaction((tx) => move(tx, deps, { actor, id, event: 'close' })),
  };
}

const get = (id: Id): Promise<ContactMessage> =>
  ContactMessageModel.findById(toObjectId(id), { history: 0 }).orFail().lean<ContactMessage>().exec();

async function store(
  { clock, outbox }: SendingDeps,
  actor: UserActor | undefined,
  { name, email, message, locale }: NewContactMessage,
): Promise<ContactMessage> {
  if (name === undefined || email === undefined || message === undefined) {
    throw new BadRequest('contactMessage.incomplete');
  }
  return inTransaction(async (tx) => {
    const at = clock.now();
    const by = { actor: actor ?? systemActor, at };
    const kept: ContactMessage = {
      ...beginningOf(contactMessageWorkflow, by),
      _id: newId(),
      name,
      email,
      message,
      locale,
      ...(actor && { userId: toObjectId(actor.id) }),
      isWaiting: true,
      tries: 0,
      nextTryAt: after(at, FIRST_LOOK_MS),
      createdAt: at,
      updatedAt: at,
    };
    await ContactMessageModel.create([kept], { session: tx });
    await outbox.record(tx, 'contactMessage.received', { contactMessageId: idOf(kept) }, by);
    return kept;
  });
}

interface Move {
  readonly actor: UserActor;
  readonly id: Id;
  readonly event: 'retry' | 'close';
}

async function move(
  tx: Tx,
  { clock, outbox }: SendingDeps,
  { actor, id, event }: Move,
): Promise<ContactMessage> {
  const at = clock.now();
  const isEnd = event === 'close';
  const moved = await transition(tx, ContactMessageModel, contactMessageWorkflow, event, {
    id,
    actor,
    at,
    set: { updatedAt: at, ...(isEnd && { isWaiting: false }) },
    unset: isEnd ? ['nextTryAt'] : [],
  });
  const from = moved.history.at(-1)?.from ?? '';
  const fact = { contactMessageId: id };
  await (isEnd
    ? outbox.record(tx, 'contactMessage.closed', { ...fact, from }, { actor })
    : outbox.record(tx, 'contactMessage.retried', fact, { actor }));
  return moved;
}
