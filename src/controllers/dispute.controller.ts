import type { Response } from 'express';
import type { AddEvidence } from '../services/acts/add-evidence';
import type { AnswerDispute } from '../services/acts/answer-dispute';
import type { AppealDispute } from '../services/acts/appeal-dispute';
import type { OfferSettlement } from '../services/acts/offer-settlement';
import type { OpenDispute } from '../services/acts/open-dispute';
import type { DisputeService } from '../services/dispute.service';
import type { MediaService } from '../services/media.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type { UserActor } from '../utils/types/actor';
import type * as schema from '../validators/dispute.validator';
import { presentDispute, type DisputeLook } from './presenters/dispute.presenter';

/** What looking at disputes takes. */
export interface DisputeSight {
  readonly disputes: DisputeService;
  readonly mediaLibrary: Pick<MediaService, 'urlOf'>;
}

export interface DisputeControllerDeps extends DisputeSight {
  readonly openDispute: OpenDispute;
  readonly answerDispute: AnswerDispute;
  readonly addEvidence: AddEvidence;
  readonly offerSettlement: OfferSettlement;
  readonly appealDispute: AppealDispute;
}

/** How somebody looks at disputes: links to files are good for a few minutes. */
export const lookOf = (
  viewer: UserActor,
  { mediaLibrary }: Pick<DisputeSight, 'mediaLibrary'>,
): DisputeLook => ({
  viewer,
  linkTo: ({ key }) => mediaLibrary.urlOf({ key, isPrivate: true }),
});

/** Makes the answer that shows a dispute as it is after an act. */
export const makeSeenBy =
  ({ disputes, mediaLibrary }: DisputeSight) =>
  async (actor: UserActor, disputeId: string) =>
    presentDispute(await disputes.get(actor, disputeId), lookOf(actor, { mediaLibrary }));

/** Disputes for the two sides: opened by one, argued by both, perhaps settled by their offers. */
export const makeDisputeController = ({ disputes, mediaLibrary, ...acts }: DisputeControllerDeps) => {
  const seenBy = makeSeenBy({ disputes, mediaLibrary });
  return {
    async open(req: Req<typeof schema.openDispute>, res: Response): Promise<void> {
      const { _id } = await acts.openDispute(req.actor, req.input.body);
      const message = t(req.locale, 'message.disputeOpened');
      created(res, await seenBy(req.actor, String(_id)), { message });
    },

    async get(req: Req<typeof schema.oneDispute>, res: Response): Promise<void> {
      ok(res, await seenBy(req.actor, req.input.params.id));
    },

    async answer(req: Req<typeof schema.answerDispute>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      await acts.answerDispute(req.actor, { disputeId, ...req.input.body, uploads: req.uploads });
      ok(res, await seenBy(req.actor, disputeId), { message: t(req.locale, 'message.disputeAnswered') });
    },

    async addEvidence(req: Req<typeof schema.addEvidence>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      await acts.addEvidence(req.actor, { disputeId, ...req.input.body, uploads: req.uploads });
      const message = t(req.locale, 'message.evidenceAdded');
      created(res, await seenBy(req.actor, disputeId), { message });
    },

    async offerSettlement(req: Req<typeof schema.offerSettlement>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      const { amount } = req.input.body;
      const { isSettled } = await acts.offerSettlement(req.actor, { disputeId, amount });
      const message = t(req.locale, isSettled ? 'message.disputeAgreed' : 'message.offerStated');
      ok(res, await seenBy(req.actor, disputeId), { message });
    },

    async appeal(req: Req<typeof schema.appealDispute>, res: Response): Promise<void> {
      const { id: disputeId } = req.input.params;
      await acts.appealDispute(req.actor, { disputeId, ...req.input.body });
      ok(res, await seenBy(req.actor, disputeId), { message: t(req.locale, 'message.disputeAppealed') });
    },
  };
};
