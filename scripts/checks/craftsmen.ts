import { isDeepStrictEqual } from 'node:util';
import { HireSampleModel } from '../../src/models/hireSample.model';
import { QuoteModel } from '../../src/models/quote.model';
import { UserModel, type User } from '../../src/models/user.model';
import { makeServiceCatalogue } from '../../src/services/catalogue/serviceCatalogue';
import { dueListing } from '../../src/services/craftsmen/listing';
import { countWorkFacts } from '../../src/services/craftsmen/workFacts';
import { systemClock } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { say } from './inDatabase';

/** The verified craftsmen whose listing or counted work is not what their profile and their jobs say. */
export async function findStaleCraftsmen(): Promise<string[]> {
  const catalogue = await makeServiceCatalogue({ clock: systemClock }).current();
  const stale: string[] = [];
  const craftsmen = UserModel.find({ 'craftsman.verificationStatus': 'Verified' }).lean<User>().cursor();
  for await (const user of craftsmen) {
    const isListed = isDeepStrictEqual(plain(user.listing), plain(dueListing(user, catalogue)));
    const expected = await countWorkFacts(idOf(user));
    // Who has not worked yet need not be counted.
    const isCounted =
      user.workFacts === undefined
        ? expected.completed + expected.active === 0
        : isDeepStrictEqual(plain(user.workFacts), plain(expected));
    stale.push(...(isListed && isCounted ? [] : [idOf(user)]));
  }
  return stale;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null)) as unknown;

/** The cases of suggestions whose quote is not accepted. */
export async function findLooseSamples(): Promise<string[]> {
  const loose: string[] = [];
  const samples = HireSampleModel.find({}, { quoteId: 1 }).lean().cursor();
  for await (const { quoteId } of samples) {
    const isAccepted = await QuoteModel.exists({ _id: quoteId, status: 'Accepted' });
    loose.push(...(isAccepted ? [] : [idOf(quoteId)]));
  }
  return loose;
}

/** Craftsmen are found by what is so, and every case is a hire; true when all are. */
export async function reportCraftsmen(): Promise<boolean> {
  const [stale, loose] = [await findStaleCraftsmen(), await findLooseSamples()];
  stale.forEach((userId) => say(`  User ${userId}: is listed or counted otherwise than he is`));
  loose.forEach((quoteId) => say(`  Quote ${quoteId}: is a case of suggestions, and not accepted`));
  const wrong = stale.length + loose.length;
  say(`craftsmen as they are found ${wrong === 0 ? 'sound' : `NOT sound, ${wrong} of them`}`);
  return wrong === 0;
}
