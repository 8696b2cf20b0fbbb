/** An ad hoc request to chosen units with a deadline of its own, to the hour (B33). */
import type { WorkCalendar } from './calendar';
import type { Deadline, SourceRef } from './deadlines';
import { domainError } from './errors';
import { formatDue, formatList } from './format';
import { type LadderEntry, ladderFor, type ReminderPolicy, type ReminderStep } from './ladder';
import type { Period } from './periods';
import { type Result, refuse } from './result';
import { addDays, type ClockTime, endOfDay, type IsoDate, type IsoInstant, isAfter, localDate } from './time';

export interface AdHocRequest {
  label: string;
  unitIds: readonly string[];
  dueOn: IsoDate;
  hour?: ClockTime;
  source: SourceRef;
  requestedAt: IsoInstant;
}

export interface AdHocPlan {
  period: Period;
  deadline: Deadline;
  /** Steps already past at the request: never sent; the request itself goes out at once. */
  skipped: ReminderStep[];
  remaining: LadderEntry[];
  /** What the requester is told. */
  text: string;
}

/** Accepts a request whose deadline is still ahead, however near; cut-off and date are the requester's (Điều 8 khoản 5 c). */
export function planAdHoc({
  request,
  policy,
  calendar,
}: {
  request: AdHocRequest;
  policy: ReminderPolicy;
  calendar: WorkCalendar;
}): Result<AdHocPlan> {
  const { dueOn, hour, requestedAt, source, label } = request;
  if (request.unitIds.length === 0) return refuse(domainError('AD_HOC_WITHOUT_UNITS', {}, 'unitIds'));
  const dueAt = endOfDay(dueOn, hour);
  if (!isAfter(dueAt, requestedAt)) {
    return refuse(domainError('DEADLINE_IN_PAST', { deadline: formatDue(dueAt) }, 'dueOn'));
  }
  const today = localDate(requestedAt);
  const period: Period = {
    code: `DX-${dueOn}`,
    label,
    cycle: 'dot_xuat',
    year: Number(dueOn.slice(0, 4)),
    dataFrom: today,
    dataTo: dueOn,
    partial: false,
    cumulativeFrom: null,
  };
  const deadline: Deadline = {
    date: dueOn,
    dueAt,
    overdueFrom: hour === undefined ? addDays(dueOn, 1) : dueOn,
    hour: hour ?? null,
    provisional: false,
    chain: [
      { step: 'rule', value: 'absolute', text: `Quy định: báo cáo đột xuất, ${formatDue(dueAt)}`, source },
      { step: 'result', value: dueAt, text: `Hạn nộp: ${formatDue(dueAt)}`, source },
    ],
  };
  const ladder = ladderFor({ deadline, policy, calendar });
  const past = ladder.filter(({ effectiveAt }) => !isAfter(effectiveAt, requestedAt));
  const skipped = past.map(({ step }) => step);
  const remaining = ladder.filter(({ effectiveAt }) => isAfter(effectiveAt, requestedAt));
  const note =
    skipped.length === 0
      ? ''
      : ` Bỏ qua ${skipped.length} nấc nhắc đã qua: ${formatList(skipped.map(({ id }) => id))}.`;
  const text = `Gửi yêu cầu ngay đến ${request.unitIds.length} đơn vị, hạn ${formatDue(dueAt)}.${note}`;
  return { ok: true, period, deadline, skipped, remaining, text };
}
