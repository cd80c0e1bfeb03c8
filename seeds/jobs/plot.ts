import type { Urgency } from '../../src/utils/jobWords';
import type { Address } from '../../src/utils/address';

/** The acts that the demo tells of; the first quote and the hire follow from its quotes. */
export type PlotEvent = 'setOut' | 'start' | 'submitWork' | 'requestRework' | 'complete' | 'cancelOpen';

export interface QuotePlot {
  /** The craftsman's e-mail. */
  readonly by: string;
  readonly price: number;
  readonly notes: string;
  readonly hoursAgo: number;
}

/** Whom the owner has invited; he has not answered. */
export interface InvitationPlot {
  /** His e-mail. */
  readonly craftsman: string;
  readonly hoursAgo: number;
}

/** What one side says of the other. */
export interface ReviewPlot {
  readonly by: 'client' | 'craftsman';
  readonly stars: number;
  readonly comment: string;
  readonly hoursAgo: number;
}

/** What one job of the demo has been through; times count back from the moment at which the demo is loaded. */
export interface JobPlot {
  readonly name: string;
  /** The owner's e-mail. */
  readonly client: string;
  readonly service: string;
  readonly title: string;
  readonly description: string;
  readonly address: Address;
  readonly at: { readonly longitude: number; readonly latitude: number };
  readonly price: number;
  readonly urgency?: Urgency;
  readonly hoursAgo: number;
  readonly invited?: InvitationPlot;
  readonly quotes?: readonly QuotePlot[];
  /** The first quote was accepted. */
  readonly hiredHoursAgo?: number;
  readonly then?: readonly {
    readonly event: PlotEvent;
    readonly hoursAgo: number;
    readonly reason?: string;
  }[];
  /** One alone is sealed, two are revealed; in the order of time. */
  readonly reviews?: readonly ReviewPlot[];
}
