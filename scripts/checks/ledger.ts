/** `npm run check:ledger`: the ledger proves itself; exit code 1 and every fault by name when it does not. */
import '../../src/container';
import { reportLedger } from './checkLedger';
import { inDatabase } from './inDatabase';

inDatabase(reportLedger);
