/** In time or late, by how much, and what share of the units: always by the first version that stands. */
import { formatDate } from './format';
import type { ObligationState, SubmissionVersion } from './obligation';
import type { ObligationStatus, Timeliness } from './terms';
import { daysBetween, type IsoInstant, isAfter, localDate, toMillis } from './time';

export type { Timeliness };

type Clocks = Pick<ObligationState, 'status' | 'dueAt' | 'originalDueAt' | 'extendedAt' | 'versions'>;

export interface TimelinessResult {
  timeliness: Timeliness;
  /** Civil days after the deadline in force; 0 where in time, or late within the day of a deadline with an hour. */
  lateDays: number;
  /** First official receipt that was not withdrawn; null = nothing received. */
  receivedAt: IsoInstant | null;
  /** Vietnamese, for lists: 'đúng hạn', 'chậm 2 ngày', 'quá hạn 3 ngày, chưa nộp'. */
  text: string;
}

/** First receipt counts for timeliness, whatever was returned and corrected later (B47). */
export function firstReceivedAt(versions: readonly SubmissionVersion[]): IsoInstant | null {
  const standing = versions.filter(({ status }) => status !== 'withdrawn');
  if (standing.length === 0) return null;
  return standing.reduce((a, b) => (toMillis(b.officialAt) < toMillis(a.officialAt) ? b : a)).officialAt;
}

/** Civil days from the last day in time to the day of receipt; any instant after 24:00 is one day (B46). */
export function lateDaysOf(dueAt: IsoInstant, receivedAt: IsoInstant): number {
  return isAfter(receivedAt, dueAt) ? daysBetween(localDate(dueAt), localDate(receivedAt)) : 0;
}

const lateText = (days: number): string => (days === 0 ? 'chậm trong ngày' : `chậm ${days} ngày`);

/** B46, B47, B50: on time, late, or late with an extension granted after the deadline, both dates kept. */
export function timelinessOf(state: Clocks, now: IsoInstant): TimelinessResult {
  const receivedAt = firstReceivedAt(state.versions);
  if (state.status === 'exempt' || state.status === 'cancelled') {
    const text = state.status === 'exempt' ? 'được miễn' : 'đã hủy';
    return { timeliness: 'not_applicable', lateDays: 0, receivedAt, text };
  }
  if (receivedAt === null) {
    const lateDays = lateDaysOf(state.dueAt, now);
    const overdue = isAfter(now, state.dueAt);
    if (!overdue) return { timeliness: 'pending', lateDays: 0, receivedAt, text: 'chưa đến hạn' };
    const text = lateDays === 0 ? 'quá hạn trong ngày, chưa nộp' : `quá hạn ${lateDays} ngày, chưa nộp`;
    return { timeliness: 'overdue', lateDays, receivedAt, text };
  }
  const lateDays = lateDaysOf(state.dueAt, receivedAt);
  if (isAfter(receivedAt, state.dueAt)) {
    return { timeliness: 'late', lateDays, receivedAt, text: lateText(lateDays) };
  }
  const afterOriginal = isAfter(receivedAt, state.originalDueAt);
  const grantedLate = state.extendedAt !== null && isAfter(state.extendedAt, state.originalDueAt);
  if (afterOriginal && grantedLate) {
    const original = formatDate(localDate(state.originalDueAt));
    const text = `chậm, được gia hạn sau hạn (hạn cũ ${original}, hạn mới ${formatDate(localDate(state.dueAt))})`;
    return {
      timeliness: 'late_extended',
      lateDays: lateDaysOf(state.originalDueAt, receivedAt),
      receivedAt,
      text,
    };
  }
  return { timeliness: 'on_time', lateDays: 0, receivedAt, text: 'đúng hạn' };
}

/** True where the office has the report in hand; a draft and a returned report are not (B58). */
export function isReceived(status: ObligationStatus): boolean {
  return status === 'submitted' || status === 'accepted';
}
