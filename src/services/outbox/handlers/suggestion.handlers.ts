import { dropSample, keepSample } from '../../suggestions/samples';
import { on } from './handler';

export const acceptedSample = on('quote.accepted', 'hire-sample', ({ data }) => keepSample(data.quoteId));
export const lapsedSample = on('job.hireLapsed', 'hire-sample', ({ data }) => dropSample(data.quoteId));
