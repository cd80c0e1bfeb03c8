import type { Response } from 'express';
import type { InvitationService } from '../services/invitation.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/invitation.validator';
import { presentInvitation } from './presenters/invitation.presenter';

export interface InvitationControllerDeps {
  readonly invitations: InvitationService;
}

/** Invitations: sent, answered, taken back. */
export const makeInvitationController = ({ invitations }: InvitationControllerDeps) => ({
  async send(req: Req<typeof schema.invite>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const invitation = await invitations.send(req.actor, { ...params, ...body });
    created(res, presentInvitation(invitation), { message: t(req.locale, 'message.invitationSent') });
  },

  async respond(req: Req<typeof schema.respond>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const invitation = await invitations.respond(req.actor, params.jobId, body);
    const isYes = body.response === 'Accepted';
    const message = t(req.locale, isYes ? 'message.invitationAccepted' : 'message.invitationRejected');
    ok(res, presentInvitation(invitation), { message });
  },

  async withdraw(req: Req<typeof schema.oneInvitation>, res: Response): Promise<void> {
    const { jobId, invitationId } = req.input.params;
    const invitation = await invitations.withdraw(req.actor, jobId, invitationId);
    ok(res, presentInvitation(invitation), { message: t(req.locale, 'message.invitationWithdrawn') });
  },

  async listOfJob(req: Req<typeof schema.listInvitations>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    const page = await invitations.listOfJob(req.actor, req.input.params.jobId, { status, request });
    list(res, mapPage(page, presentInvitation));
  },

  async listOwn(req: Req<typeof schema.listOwnInvitations>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    list(res, mapPage(await invitations.listOwn(req.actor, { status, request }), presentInvitation));
  },
});
