/** A person's name in the two parts that are stored. */
export interface PersonName {
  readonly firstName: string;
  readonly lastName?: string | undefined;
}

/** The first word is the first name, the rest the last. */
export function splitName(fullName: string): PersonName {
  const [firstName = '', ...rest] = fullName.trim().split(/\s+/);
  return rest.length > 0 ? { firstName, lastName: rest.join(' ') } : { firstName };
}

/** Both parts as they are shown; empty when there are none. */
export const joinName = ({ firstName = '', lastName = '' }: Partial<PersonName>): string =>
  `${firstName} ${lastName}`.trim();
