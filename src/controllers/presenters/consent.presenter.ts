import type { ConsentState } from '../../services/consent.service';

const NOTHING_SAID = { isGiven: false, version: null, locale: null, source: null, at: null };

/** How it stands with one kind of consent. */
export const presentConsent = ({ kind, last, currentVersion }: ConsentState): Record<string, unknown> => {
  const { isGiven, version, locale, source, at } = last ?? NOTHING_SAID;
  const isCurrent = version === currentVersion;
  return { kind, isGiven, isCurrent, version, currentVersion, locale, source, at };
};
