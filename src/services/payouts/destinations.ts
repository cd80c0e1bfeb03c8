import type { SealedDestination } from '../../models/payoutDetails.model';
import type { Id } from '../../utils/ids';
import type { Destination } from '../../utils/payoutWords';
import { AppError, NotFound } from '../../utils/errors';
import type { FieldKeys } from '../fieldKeys/fieldKeys';

/** Encrypts a destination field by field with its owner's key. */
export async function sealDestination(
  fieldKeys: FieldKeys,
  userId: Id,
  { kind, ...given }: Destination,
): Promise<SealedDestination> {
  const fields = Object.fromEntries(
    Object.entries(given).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
  return { kind, fields: await fieldKeys.sealFields(userId, fields) };
}

/** Destinations of one user in the clear, for sending or masking them; they are never stored or logged like that. */
export async function openDestinations(
  fieldKeys: FieldKeys,
  userId: Id,
  sealed: readonly SealedDestination[],
): Promise<Destination[]> {
  const open = await fieldKeys.openAll(
    userId,
    sealed.map(({ fields }) => fields),
  );
  return sealed.map(({ kind }, index) => ({ kind, ...open[index] }) as Destination);
}

/** One of them; throws when there is none. */
export async function openDestination(
  fieldKeys: FieldKeys,
  userId: Id,
  sealed: SealedDestination,
): Promise<Destination> {
  if (isErased(sealed)) {
    throw new NotFound('request.notFound');
  }
  const [destination] = await openDestinations(fieldKeys, userId, [sealed]);
  if (!destination) {
    throw new Error('a destination could not be read');
  }
  return destination;
}

export interface MaskedDestination {
  readonly kind: Destination['kind'];
  readonly holder: string | null;
  readonly bank: string | null;
  /** The number with all but its ends hidden. */
  readonly number: string;
}

const DOTS = '••••';

/** Destinations of one user as they are shown; where their key is missing only their kind, so that the money beside them can be seen and moved. */
export async function maskedDestinations(
  fieldKeys: FieldKeys,
  userId: Id,
  sealed: readonly SealedDestination[],
): Promise<MaskedDestination[]> {
  if (sealed.every(isErased)) {
    return sealed.map(hidden);
  }
  try {
    return (await openDestinations(fieldKeys, userId, sealed)).map(maskDestination);
  } catch (error) {
    if (error instanceof AppError && error.code === 'server.keyMissing') {
      return sealed.map(hidden);
    }
    throw error;
  }
}

/** Of an account that was erased: nothing but the kind is left, and no key. */
const isErased = ({ fields }: SealedDestination): boolean => Object.keys(fields).length === 0;

const hidden = ({ kind }: SealedDestination): MaskedDestination => ({
  kind,
  holder: null,
  bank: null,
  number: DOTS,
});

/** What its owner and staff see of it: enough to know it again. */
export function maskDestination(destination: Destination): MaskedDestination {
  const { kind } = destination;
  switch (kind) {
    case 'bank':
      return {
        kind,
        holder: maskName(destination.holder),
        bank: destination.bank ?? null,
        number: `${destination.iban.slice(0, 2)}${DOTS}${destination.iban.slice(-4)}`,
      };
    case 'wallet':
      return {
        kind,
        holder: maskName(destination.holder),
        bank: null,
        number: `${destination.phone.slice(0, 3)}${DOTS}${destination.phone.slice(-3)}`,
      };
    case 'account':
      return { kind, holder: null, bank: null, number: `${DOTS}${destination.accountRef.slice(-4)}` };
  }
}

const maskName = (name: string): string =>
  name
    .split(/\s+/)
    .map(([first = '']) => `${first}${DOTS}`)
    .join(' ');
