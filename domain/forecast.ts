/** Forecast: who must report what by when in a span, where days collide, and what rests on a provisional calendar. */
import { formatDate, formatDateRange } from './format';
import { addDays, type IsoDate, type IsoInstant, localDate, weekdayOf } from './time';

export interface ForecastRow {
  key: string;
  unitId: string;
  planId: string;
  /** Officer who answers for the unit, where known. */
  contactId?: string | null;
  title: string;
  dueAt: IsoInstant;
  provisional: boolean;
}

export interface Collision {
  kind: 'unit' | 'contact';
  id: string;
  weekFrom: IsoDate;
  weekTo: IsoDate;
  count: number;
  keys: string[];
  text: string;
}

export interface Forecast {
  /** Rows due in the span, by due instant, then by key. */
  rows: ForecastRow[];
  byDate: { date: IsoDate; count: number }[];
  collisions: Collision[];
  provisional: string[];
}

/** More reports than this of one office in one week are worth moving before they are due. */
export const DEFAULT_COLLISION_THRESHOLD = 3;

/** Rows due from `from` to `to`, both days included. */
export function forecast({
  rows,
  from,
  to,
  threshold = DEFAULT_COLLISION_THRESHOLD,
}: {
  rows: Iterable<ForecastRow>;
  from: IsoDate;
  to: IsoDate;
  threshold?: number;
}): Forecast {
  const dated: (ForecastRow & { date: IsoDate })[] = [];
  for (const row of rows) {
    const date = localDate(row.dueAt);
    if (date >= from && date <= to) dated.push({ ...row, date });
  }
  dated.sort((a, b) => (a.date === b.date ? (a.key < b.key ? -1 : 1) : a.date < b.date ? -1 : 1));
  const counts = new Map<IsoDate, number>();
  for (const { date } of dated) counts.set(date, (counts.get(date) ?? 0) + 1);
  return {
    rows: dated.map(({ date: _date, ...row }) => row),
    byDate: [...counts].map(([date, count]) => ({ date, count })),
    collisions: [...collide(dated, 'unit', threshold), ...collide(dated, 'contact', threshold)],
    provisional: dated.filter(({ provisional }) => provisional).map(({ key }) => key),
  };
}

function collide(
  rows: readonly (ForecastRow & { date: IsoDate })[],
  kind: Collision['kind'],
  threshold: number,
): Collision[] {
  const weeks = new Map<string, { id: string; weekFrom: IsoDate; keys: string[] }>();
  for (const row of rows) {
    const id = kind === 'unit' ? row.unitId : row.contactId;
    if (!id) continue;
    const weekFrom = addDays(row.date, 1 - weekdayOf(row.date));
    const week = weeks.get(`${id}/${weekFrom}`) ?? { id, weekFrom, keys: [] };
    week.keys.push(row.key);
    weeks.set(`${id}/${weekFrom}`, week);
  }
  return [...weeks.values()]
    .filter(({ keys }) => keys.length > threshold)
    .map(({ id, weekFrom, keys }) => {
      const weekTo = addDays(weekFrom, 6);
      const text = `${keys.length} báo cáo cùng đến hạn trong tuần ${formatDateRange(weekFrom, weekTo)}`;
      return { kind, id, weekFrom, weekTo, count: keys.length, keys, text };
    });
}

/** 'còn 5 báo cáo tạm tính của năm 2027' for the head of a forecast page; empty where all is settled. */
export function provisionalNote({ rows, provisional }: Forecast): string {
  if (provisional.length === 0) return '';
  const last = rows.at(-1);
  const until = last ? `, đến ${formatDate(localDate(last.dueAt))}` : '';
  return `${provisional.length} hạn nộp đang là tạm tính vì chưa có lịch nghỉ chính thức${until}`;
}
