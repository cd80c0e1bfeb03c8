import { createHash, createSecretKey, type KeyObject } from 'node:crypto';

export interface MasterKey {
  /** Names it without telling anything of it. */
  readonly id: string;
  readonly key: KeyObject;
}

/** The key that wraps the keys of the users, and those that did so before. */
export interface MasterKeys {
  readonly current: MasterKey;
  /** Undefined when this server was not given the key of that id. */
  find(id: string): MasterKey | undefined;
  /** Of all of them. */
  readonly ids: readonly string[];
}

/** Reads master keys from their text form (32 bytes, base64). */
export function makeMasterKeys({
  current,
  old,
}: {
  readonly current: string;
  readonly old: readonly string[];
}): MasterKeys {
  const [first, ...others] = [current, ...old].map(masterKeyOf);
  if (!first) {
    throw new Error('there is no master key');
  }
  const known = new Map([...others, first].map((one) => [one.id, one]));
  return { current: first, find: (id) => known.get(id), ids: [...known.keys()] };
}

function masterKeyOf(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64');
  return {
    id: createHash('sha256').update('craftworks/masterKey/').update(bytes).digest('hex').slice(0, 16),
    key: createSecretKey(bytes),
  };
}
