import type { Id } from '../../../utils/ids';

/** The fields of a service as staff may read them in the audit log. */
export type ServiceFacts = Readonly<Record<string, unknown>>;

/** What staff did with the catalogue of trades; of a change only the fields that it touched. */
export interface ServiceCategoryEvents {
  'service.created': { serviceId: Id; after: ServiceFacts };
  'service.updated': { serviceId: Id; before: ServiceFacts; after: ServiceFacts };
  /** No longer offered, with whatever else was changed with it. */
  'service.retired': { serviceId: Id; before: ServiceFacts; after: ServiceFacts };
  'service.deleted': { serviceId: Id; before: ServiceFacts };
}
