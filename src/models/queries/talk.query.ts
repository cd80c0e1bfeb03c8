import type { PipelineStage } from 'mongoose';
import { toObjectId, type Id } from '../../utils/ids';
import { ConversationModel, type Conversation } from '../conversation.model';
import { JobModel, type Job } from '../job.model';
import type { PictureRef } from '../plugins/picture';
import { UserModel, type User } from '../user.model';

/** What of a job stands beside a conversation about it: its card, and what decides what may be written. */
export type TalkJob = Pick<Job, '_id' | 'title' | 'status' | 'isOpen' | 'craftsmanId' | 'firmAt'>;
/** One of the two as the other sees him. */
export type TalkPerson = Pick<User, '_id' | 'firstName' | 'lastName' | 'rating' | 'ratingCount'> & {
  readonly picture?: Pick<PictureRef, 'url'>;
};

/** A conversation with its job and, where they were asked for, the two people. */
export interface TalkRow extends Conversation {
  readonly jobs: readonly TalkJob[];
  readonly persons?: readonly TalkPerson[];
}

const JOB = { title: 1, status: 1, isOpen: 1, craftsmanId: 1, firmAt: 1 } as const;
const PERSON = { firstName: 1, lastName: 1, picture: 1, rating: 1, ratingCount: 1 } as const;

const joined = (from: string, { localField, as, shown }: Join): PipelineStage.Lookup => ({
  $lookup: { from, localField, foreignField: '_id', pipeline: [{ $project: shown }], as },
});

interface Join {
  readonly localField: string;
  readonly as: string;
  readonly shown: Readonly<Record<string, 1>>;
}

const job = (): PipelineStage =>
  joined(JobModel.collection.name, { localField: 'jobId', as: 'jobs', shown: JOB });
const people = (): PipelineStage =>
  joined(UserModel.collection.name, { localField: 'people', as: 'persons', shown: PERSON });

/** What is read beside each conversation of a list, in the same round trip. */
export const talkJoins = (): PipelineStage[] => [job(), people()];

export interface TalkAsk {
  readonly conversationId: Id;
  /** One of its two people. */
  readonly userId: Id;
  readonly withPeople: boolean;
}

/** The stages that find a conversation for one of its two people. */
export const talkStages = ({ conversationId, userId, withPeople }: TalkAsk): PipelineStage[] => [
  { $match: { _id: toObjectId(conversationId), people: toObjectId(userId) } },
  { $limit: 1 },
  job(),
  ...(withPeople ? [people()] : []),
];

/** A conversation for one of its two people, in one round trip; undefined when there is none of his. */
export async function findTalk(ask: TalkAsk): Promise<TalkRow | undefined> {
  const [row] = await ConversationModel.aggregate<TalkRow>(talkStages(ask)).exec();
  return row;
}

/** How many messages wait for this user in all his conversations; reads those that have some, and no more than that many. */
export async function countUnread(userId: Id, mostConversations: number): Promise<number> {
  const me = toObjectId(userId);
  const mine = { $eq: ['$clientId', me] };
  const [found] = await ConversationModel.aggregate<{ count: number }>([
    { $match: { unreadOf: me } },
    { $limit: mostConversations },
    {
      $group: {
        _id: null,
        count: {
          $sum: {
            $cond: [
              mine,
              { $subtract: ['$sent.craftsman', '$read.client.count'] },
              { $subtract: ['$sent.client', '$read.craftsman.count'] },
            ],
          },
        },
      },
    },
  ]).exec();
  return found?.count ?? 0;
}
