import type { KeyObject } from 'node:crypto';
import { formatMoney } from '../config/money';
import type { SandboxCharge } from '../models/sandboxCharge.model';
import type { Clock } from '../utils/clock';
import { formatInstant } from '../utils/i18n';
import type { Id } from '../utils/ids';
import { money } from '../utils/money';
import type { Locale } from '../utils/types/actor';
import type { Logger } from '../utils/types/logger';
import type { SandboxBook } from './providers/payments/sandbox/provider';
import { makeSandboxBook } from './sandbox/book';
import { getCharge, takeStep, type PayStep, type Stepped } from './sandbox/payPage';
import { settleDue } from './sandbox/settle';
import { deliverWebhooks, purgeWebhooks, type DeliveryResult } from './sandbox/webhooks';

export type { PayStep };

/** A charge as its page shows it, in the language that was asked for or else the payer's. */
export interface PayPage extends Stepped {
  readonly locale: Locale;
  readonly amount: string;
  readonly until: string;
}

/** The sandbox gateway's own server: its book, its pay page, its webhooks. */
export interface SandboxService {
  readonly book: SandboxBook;
  /** The charge of a pay page; throws `sandbox.chargeNotFound`. */
  getPage(id: Id, wish?: Locale): Promise<PayPage>;
  /** One step of the payer's; what has ended stays as it is. */
  takeStep(id: Id, step: PayStep, wish?: Locale): Promise<PayPage>;
  /** Where this process listens, once it does; webhooks go there, pay pages are there. */
  listensAt(origin: string): void;
  /** The address for pay pages. */
  baseUrl(): string;
  /** Delivers by itself right after each outcome, from now on. */
  start(origin: string): void;
  /** Delivers nothing more by itself, and waits for what is under way. */
  stop(): Promise<void>;
  /** Ends what is due and delivers what is due. */
  tick(): Promise<DeliveryResult>;
  /** Delivers what waits, whatever its delay; for tests. */
  deliverNow(): Promise<DeliveryResult>;
}

export interface SandboxDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly webhookKey: KeyObject;
  /** Where clients reach the server, where that is configured. */
  readonly publicUrl: string | undefined;
  /** Where the server is expected to listen until it says where it does. */
  readonly expectedOrigin: string;
  /** In which the page shows its time. */
  readonly timeZone: () => Promise<string>;
}

const NOTHING: DeliveryResult = { delivered: 0, failed: 0 };
const END_OF_TIME = new Date(8_640_000_000_000_000);

/** Makes the sandbox gateway, on the database of the server and apart from everything else there. */
export function makeSandboxService(deps: SandboxDeps): SandboxService {
  const { clock, logger, publicUrl, expectedOrigin } = deps;
  let origin: string | undefined;
  let isStarted = false;
  let underWay: Promise<unknown> = Promise.resolve();

  const deliver = (until: Date): Promise<DeliveryResult> =>
    origin === undefined
      ? Promise.resolve(NOTHING)
      : deliverWebhooks({ clock, logger, key: deps.webhookKey }, { origin, until });
  const nudge = (): void => {
    if (isStarted) {
      underWay = underWay
        .then(() => deliver(clock.now()))
        .catch((error: unknown) => logger.warn('sandbox webhooks not delivered', { error }));
    }
  };
  const pageOf = async (stepped: Stepped, wish: Locale | undefined): Promise<PayPage> =>
    shown(stepped, wish ?? stepped.charge.locale, await deps.timeZone());
  return {
    book: makeSandboxBook({ clock }),
    getPage: async (id, wish) => pageOf({ charge: await getCharge(id, clock.now()), isNew: true }, wish),
    async takeStep(id, step, wish) {
      const stepped = await takeStep(clock, id, step);
      nudge();
      return pageOf(stepped, wish);
    },
    listensAt: (address) => {
      origin = reachable(address);
    },
    baseUrl: () => (publicUrl ?? origin ?? expectedOrigin).replace(/\/+$/, ''),
    start: (address) => {
      origin = reachable(address);
      isStarted = true;
    },
    async stop() {
      isStarted = false;
      await underWay;
    },
    async tick() {
      await settleDue(clock.now());
      await purgeWebhooks(clock.now());
      return deliver(clock.now());
    },
    deliverNow: () => deliver(END_OF_TIME),
  };
}

/** Who listens everywhere is spoken to here. */
const reachable = (origin: string): string => origin.replace(/\/\/(0\.0\.0\.0|\[::\])(?=:|$)/, '//localhost');

const shown = (stepped: Stepped, locale: Locale, timeZone: string): PayPage => ({
  ...stepped,
  locale,
  amount: formatMoney(amountOf(stepped.charge), locale),
  until: formatInstant(locale, stepped.charge.expiresAt, timeZone),
});

const amountOf = ({ amountMinor, currency }: SandboxCharge) => money(amountMinor, currency);
