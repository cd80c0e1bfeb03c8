/** `npm run check:ledger [-- --witness number:hash]`: the ledger proves itself; exit code 1 and every fault by name when it does not. */
import { parseArgs } from 'node:util';
import '../../src/container';
import { reportLedger } from './checkLedger';
import { inDatabase } from './inDatabase';

const { values } = parseArgs({ options: { witness: { type: 'string' } } });

inDatabase(() => reportLedger(values.witness));
