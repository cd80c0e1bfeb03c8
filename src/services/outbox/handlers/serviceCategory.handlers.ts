import { logActivity } from './log-activity';

const service = (id: string): { type: 'service'; id: string } => ({ type: 'service', id });

export const serviceCreatedActivity = logActivity('service.created', ({ serviceId, after }) => ({
  action: 'service.created',
  target: service(serviceId),
  after,
}));

export const serviceUpdatedActivity = logActivity('service.updated', ({ serviceId, before, after }) => ({
  action: 'service.updated',
  target: service(serviceId),
  before,
  after,
}));

export const serviceRetiredActivity = logActivity('service.retired', ({ serviceId, before, after }) => ({
  action: 'service.retired',
  target: service(serviceId),
  before,
  after,
}));

export const serviceDeletedActivity = logActivity('service.deleted', ({ serviceId, before }) => ({
  action: 'service.deleted',
  target: service(serviceId),
  before,
}));
