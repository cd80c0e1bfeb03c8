import type { AccountEmailService } from '../accountEmail.service';
import type { AccountPhoneService } from '../accountPhone.service';
import type { OneTimeTokenService } from '../oneTimeToken.service';

/** Takes back the change of an e-mail or of a phone, whichever the link is about. */
export type UndoChange = (link: string) => Promise<void>;

export interface UndoChangeDeps {
  readonly oneTimeTokens: Pick<OneTimeTokenService, 'getLiving'>;
  readonly accountEmails: Pick<AccountEmailService, 'undoChange'>;
  readonly accountPhones: Pick<AccountPhoneService, 'undoChange'>;
}

/** Makes it. */
export const makeUndoChange =
  ({ oneTimeTokens, accountEmails, accountPhones }: UndoChangeDeps): UndoChange =>
  async (link) => {
    const token = await oneTimeTokens.getLiving(link, ['undoEmail', 'undoPhone']);
    await (token.purpose === 'undoPhone' ? accountPhones.undoChange(token) : accountEmails.undoChange(link));
  };
