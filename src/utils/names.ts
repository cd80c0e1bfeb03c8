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

/** The name in whichever form it was given; nothing when there is none. */
export const namesIn = ({
  fullName,
  firstName,
  lastName,
}: {
  readonly fullName?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
}): Partial<PersonName> =>
  firstName === undefined ? (fullName === undefined ? {} : splitName(fullName)) : { firstName, lastName };
