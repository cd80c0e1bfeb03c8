/** Misuse that must not compile; `npm run typecheck` is the test. Nothing here runs. */
import type { SettingService } from '../../src/services/setting.service';
import type { OutboxOf } from '../../src/services/outbox/outbox.service';
import { definePolicy, may } from '../../src/services/policies/policy';
import { defineWorkflow } from '../../src/services/workflows/defineWorkflow';
import { transition } from '../../src/services/workflows/workflow';
import { money } from '../../src/utils/money';
import type { Tx } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { NoteEvents } from '../support/note.events';
import { NoteModel } from '../support/note.model';
import { noteWorkflow } from '../support/note.workflow';

declare const tx: Tx;
declare const outbox: OutboxOf<NoteEvents>;
declare const settings: SettingService;
const move = { id: 'x', actor: systemActor, at: new Date(0) };
const by = { actor: systemActor };

export const workflowMisuse = async (): Promise<void> => {
  // @ts-expect-error an event that the table does not have
  await transition(tx, NoteModel, noteWorkflow, 'publsh', move);
  // @ts-expect-error no transaction
  await transition(null, NoteModel, noteWorkflow, 'publish', move);
  // @ts-expect-error the status is written by the table, not by the caller
  await transition(tx, NoteModel, noteWorkflow, 'publish', { ...move, set: { status: 'Archived' } });
  // @ts-expect-error a field that the document does not have
  await transition(tx, NoteModel, noteWorkflow, 'publish', { ...move, set: { txt: 'x' } });
  // @ts-expect-error a value of another type
  await transition(tx, NoteModel, noteWorkflow, 'publish', { ...move, set: { text: 1 } });
  defineWorkflow({
    name: 'misspelt',
    states: ['Open', 'Closed'],
    initial: 'Open',
    // @ts-expect-error a state that is not listed
    events: { close: { from: ['Open'], to: 'Clsed', by: ['client'] } },
  });
  defineWorkflow({
    name: 'roleless',
    states: ['Open', 'Closed'],
    initial: 'Open',
    // @ts-expect-error a role that does not exist
    events: { close: { from: ['Open'], to: 'Closed', by: ['king'] } },
  });
};

export const outboxMisuse = async (): Promise<void> => {
  // @ts-expect-error an event that the catalogue does not have
  await outbox.record(tx, 'note.publshed', { noteId: 'n' }, by);
  // @ts-expect-error facts of another event
  await outbox.record(tx, 'note.published', { noteId: 'n' }, by);
  // @ts-expect-error no transaction
  await outbox.record(undefined, 'note.archived', { noteId: 'n' }, by);
};

export const settingMisuse = async (): Promise<void> => {
  // @ts-expect-error a setting that does not exist
  await settings.get('quote.maxLiv');
  // @ts-expect-error a number is not a text
  const text: string = await settings.get('quote.maxLive');
  const isMoney: 'off' | 'money' | 'all' = await settings.get('contactVerification');
  void [text, isMoney];
};

export const policyMisuse = (): void => {
  const policy = definePolicy<{ isOpen: boolean }>()({
    close: (_actor, doc) => doc.isOpen || 'access.forbidden',
  });
  // @ts-expect-error a verb that the policy does not have
  may(policy, 'clse', systemActor, { isOpen: true });
  // @ts-expect-error a reason that is not an error code
  definePolicy<{ isOpen: boolean }>()({ close: () => 'no.such' });
};

export const moneyMisuse = (): void => {
  // @ts-expect-error a currency that we do not know
  money(1, 'XXX');
};
