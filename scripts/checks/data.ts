/** `npm run check:data`: everything that must hold over the stored data; exit code 1 when something does not. */
import '../../src/container';
import { systemClock } from '../../src/utils/clock';
import { reportLedger } from './checkLedger';
import { reportCraftsmen } from './craftsmen';
import { reportErased } from './erased';
import { reportEvidence } from './evidence';
import { inDatabase } from './inDatabase';
import { reportMedia } from './media';
import { reportFeeCounts } from './openFees';
import { reportOutbox } from './outbox';
import { reportRatings } from './ratings';
import { reportStatusHistories } from './statusHistory';

inDatabase(async () => {
  const results = [
    await reportLedger(),
    await reportFeeCounts(),
    await reportStatusHistories(),
    await reportRatings(),
    await reportCraftsmen(),
    await reportEvidence(),
    await reportMedia(),
    await reportOutbox(systemClock.now()),
    await reportErased(systemClock.now()),
  ];
  return results.every(Boolean);
});
