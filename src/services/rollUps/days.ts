import { DailyFigureModel, type DailyFigure, type DayCounts } from '../../models/dailyFigure.model';
import { JobFigureModel, type JobFigure } from '../../models/jobFigure.model';
import { sumSpan } from '../../models/queries/figures.query';
import { idOf } from '../../utils/ids';
import { count, noCounts } from './figure';

/** Counts a day anew from what is known of its jobs; safe to repeat, whatever was counted before goes. */
export async function countDay(day: string): Promise<void> {
  const sums = new Map<string, DailyFigure>();
  for await (const figure of JobFigureModel.find({ day }).lean<JobFigure[]>().cursor()) {
    for (const key of keysOf(figure)) {
      count(sumOf(sums, day, key), figure);
    }
  }
  await write(day, [...sums.values()]);
}

/** Adds up the days of a month anew. */
export async function countMonth(month: string): Promise<void> {
  const figures: DailyFigure[] = [];
  for (const by of ['all', 'service', 'area'] as const) {
    const sums = await sumSpan(by, { span: 'day', from: `${month}-01`, to: `${month}-31` });
    figures.push(...sums.map((sum) => ({ ...sum, ...headOf(month, { by, key: sum.key }) })));
  }
  await write(month, figures);
}

async function write(day: string, figures: readonly DailyFigure[]): Promise<void> {
  if (figures.length > 0) {
    await DailyFigureModel.bulkWrite(
      figures.map((figure) => ({
        replaceOne: { filter: { _id: figure._id }, replacement: figure, upsert: true },
      })),
    );
  }
  // What a job has left by an edit, such as a service that has none of this day any more.
  await DailyFigureModel.deleteMany({ day, _id: { $nin: figures.map(({ _id }) => _id) } });
}

type Key = Pick<DailyFigure, 'by' | 'key'>;

const keysOf = ({ serviceId, area }: JobFigure): Key[] => [
  { by: 'all', key: '' },
  { by: 'service', key: idOf(serviceId) },
  { by: 'area', key: area },
];

const headOf = (day: string, { by, key }: Key) =>
  ({ _id: `${day}|${by}|${key}`, span: day.length === 7 ? 'month' : 'day', day, by, key }) as const;

function sumOf(sums: Map<string, DailyFigure>, day: string, key: Key): DayCounts {
  const head = headOf(day, key);
  const known = sums.get(head._id) ?? { ...head, ...noCounts() };
  sums.set(head._id, known);
  return known;
}
