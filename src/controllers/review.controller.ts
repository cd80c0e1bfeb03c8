import type { Response } from 'express';
import type { ModerateReview } from '../services/acts/moderate-review';
import type { SubmitReview } from '../services/acts/submit-review';
import type { ReviewService } from '../services/review.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type { UserActor } from '../utils/types/actor';
import type * as schema from '../validators/review.validator';
import { presentReview } from './presenters/review.presenter';

export interface ReviewControllerDeps {
  readonly reviews: ReviewService;
  readonly submitReview: SubmitReview;
  readonly moderateReview: ModerateReview;
}

/** Reviews: written blind, revealed together, answered once; hidden by staff where they must be. */
export const makeReviewController = ({ reviews, submitReview, moderateReview }: ReviewControllerDeps) => {
  const show = async (
    actor: UserActor,
    review: Parameters<ReviewService['withPeople']>[0],
  ): Promise<object> => presentReview(await reviews.withPeople(review), actor);
  return {
    async submit(req: Req<typeof schema.submitReview>, res: Response): Promise<void> {
      const review = await submitReview(req.actor, req.input.body);
      const message = review.status === 'Sealed' ? 'message.reviewSealed' : 'message.reviewsRevealed';
      created(res, await show(req.actor, review), { message: t(req.locale, message) });
    },

    async edit(req: Req<typeof schema.editReview>, res: Response): Promise<void> {
      const review = await reviews.edit(req.actor, req.input.params.id, req.input.body);
      ok(res, await show(req.actor, review), { message: t(req.locale, 'message.reviewEdited') });
    },

    async remove(req: Req<typeof schema.oneReview>, res: Response): Promise<void> {
      const { _id } = await reviews.remove(req.actor, req.input.params.id);
      const id = String(_id);
      ok(res, { id, _id: id }, { message: t(req.locale, 'message.reviewRemoved') });
    },

    async reply(req: Req<typeof schema.replyToReview>, res: Response): Promise<void> {
      const review = await reviews.reply(req.actor, req.input.params.id, req.input.body.comment);
      ok(res, await show(req.actor, review), { message: t(req.locale, 'message.reviewReplied') });
    },

    async moderate(req: Req<typeof schema.moderateReview>, res: Response): Promise<void> {
      const review = await moderateReview(req.actor, { reviewId: req.input.params.id, ...req.input.body });
      const message = review.status === 'Hidden' ? 'message.reviewHidden' : 'message.reviewShown';
      ok(res, await show(req.actor, review), { message: t(req.locale, message) });
    },

    async listAbout(req: Req<typeof schema.listOfUser>, res: Response): Promise<void> {
      const page = await reviews.listAbout(req.actor, req.input.params.userId, req.input.query);
      list(
        res,
        mapPage(page, (seen) => presentReview(seen, req.actor)),
      );
    },

    async listOfJob(req: Req<typeof schema.listOfJob>, res: Response): Promise<void> {
      const page = await reviews.listOfJob(req.actor, req.input.params.jobId, req.input.query);
      list(
        res,
        mapPage(page, (seen) => presentReview(seen, req.actor)),
      );
    },

    async listOwn(req: Req<typeof schema.listOwnReviews>, res: Response): Promise<void> {
      const { box, status, ...request } = req.input.query;
      const page = await reviews.listOwn(req.actor, { box, status, request });
      list(
        res,
        mapPage(page, (seen) => presentReview(seen, req.actor)),
      );
    },
  };
};
