import { integer, setting } from './setting';

const MOST_DAYS = 3_650;

/** How long what nobody needs any more is kept (decision 0026). */
export const retentionSettings = {
  'retention.notificationDays': setting<number>(
    365,
    integer(30, MOST_DAYS),
    'How long people find in the app what they were told.',
  ),
  'retention.activityDays': setting<number>(
    1_095,
    integer(365, MOST_DAYS),
    'How long the log says who did what.',
  ),
  'retention.deviceDays': setting<number>(
    270,
    integer(60, MOST_DAYS),
    'After how long without a sign of life an app gets no more pushes.',
  ),
  'retention.devMessageDays': setting<number>(
    30,
    integer(1, MOST_DAYS),
    'How long the inbox of developers keeps what was caught.',
  ),
  'retention.jobMatchDays': setting<number>(
    180,
    integer(30, MOST_DAYS),
    'How long it is kept to whom a new job was offered.',
  ),
  'retention.hireSampleDays': setting<number>(
    1_095,
    integer(180, MOST_DAYS),
    'How long what was agreed serves for suggestions of prices.',
  ),
  'retention.refusedDocumentDays': setting<number>(
    90,
    integer(30, MOST_DAYS),
    'How long the papers of a refused verification are kept, for whoever objects.',
  ),
  'retention.contactMessageDays': setting<number>(
    365,
    integer(30, MOST_DAYS),
    'How long letters to the team are kept once nobody waits for an answer.',
  ),
  'retention.messageFileDays': setting<number>(
    365,
    integer(30, MOST_DAYS),
    'How long after the end of a job the files are kept that the two sent each other.',
  ),
};
