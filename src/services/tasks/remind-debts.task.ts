import { minutes } from '../../utils/clock';
import type { RemindDebtors } from '../debts/reminders';
import type { Task } from './task';

const AT_ONCE = 100;

/** Reminds those who owe fees, on the days that the settings name. */
export const makeRemindDebtsTask = ({ remindDebtors }: { readonly remindDebtors: RemindDebtors }): Task => ({
  name: 'remind-debts',
  every: '*/5 * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await remindDebtors(AT_ONCE);
    }
  },
});
