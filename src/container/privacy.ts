import { makeEraseAccount } from '../services/acts/erase-account';
import { makePrivacyService } from '../services/privacy.service';
import { makeErasures } from '../services/privacy/erasures';
import { makeItsYou } from '../services/privacy/itsYou';
import { makeRetention } from '../services/privacy/retention';
import type { Core } from './core';
import type { Identity } from './identity';
import type { JobMoney } from './jobMoney';
import type { Payments } from './payments';
import type { People } from './people';

/** Makes the copy of one's data, the end of an account, and what is forgotten by itself. */
export function makePrivacy(deps: Core & Identity & People & Payments & JobMoney) {
  const known = { ...deps, itsYou: makeItsYou(deps) };
  return {
    privacy: makePrivacyService(known),
    eraseAccount: makeEraseAccount(known),
    erasures: makeErasures(deps),
    retention: makeRetention(deps),
  };
}
