/** The reminder policy as data, and what makes one that could never match or would match by mistake (B104). */
import { type DomainError, domainError } from './errors';
import { type ClockTime, isClockTime } from './time';

export interface ReminderStep {
  /** 'T-15', 'T0', 'T+3'; part of the message key, never reused for another meaning. */
  id: string;
  /** Days before (negative) or after the due date. */
  offset: number;
  unit: 'calendar' | 'working';
  /** 'preferred': the contact's first channel; 'all': every channel it has. */
  channels: 'preferred' | 'all';
  /** Important messages follow by email where Zalo gives no receipt (B60). */
  important: boolean;
  tone: 'thong_bao' | 'nhac' | 'khan' | 'qua_han';
}

export interface TimeWindow {
  from: ClockTime;
  to: ClockTime;
}

export interface ReminderPolicy {
  steps: ReminderStep[];
  /** Scheduled messages leave in this window of a working day. */
  sendWindow: TimeWindow;
  /** Nothing leaves in these hours, whatever it is; may cross midnight (B40). */
  quiet: TimeWindow;
  /** Working days after the deadline before an escalation is proposed (B67). */
  graceWorkingDays: number;
  /** Working days after the deadline at which the unit's form locks (B52); null = never. */
  lockAfterWorkingDays: number | null;
  /** How many days back the service looks for overdue reports. */
  lookbackDays: number;
}

/** Half-open window of the day; 21:00–07:00 crosses midnight. */
export function isInWindow(time: ClockTime, { from, to }: TimeWindow): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** Shortest distance in calendar days between two deadlines of a series; a step further back can never be due. */
export const CYCLE_INTERVAL_DAYS: Record<string, number> = {
  thang: 28,
  quy: 90,
  '6_thang': 181,
  hang_nam: 365,
};

/** Faults of a policy, refused when it is saved (B104): what could never match, or would match by mistake. */
export function checkPolicy(policy: ReminderPolicy, cycle?: string): DomainError[] {
  const faults: DomainError[] = [];
  if (policy.steps.length === 0) faults.push(domainError('LADDER_EMPTY', {}, 'steps'));
  const interval = cycle === undefined ? undefined : CYCLE_INTERVAL_DAYS[cycle];
  const seen = new Set<string>();
  for (const [position, step] of policy.steps.entries()) {
    const field = `steps.${position}`;
    const duplicate = seen.has(step.id) || seen.has(`${step.offset}${step.unit}`);
    if (duplicate) faults.push(domainError('LADDER_STEP_DUPLICATE', { step: step.id }, `${field}.id`));
    seen.add(step.id).add(`${step.offset}${step.unit}`);
    if (!Number.isInteger(step.offset) || Math.abs(step.offset) > 366) {
      const params = { value: step.offset, name: 'số ngày của nấc nhắc', min: -366, max: 366 };
      faults.push(domainError('RULE_NUMBER_OUT_OF_RANGE', params, `${field}.offset`));
      continue;
    }
    // Five working days take at least seven calendar days.
    const span = step.unit === 'working' ? Math.ceil((Math.abs(step.offset) * 7) / 5) : Math.abs(step.offset);
    if (interval !== undefined && span >= interval) {
      faults.push(
        domainError('LADDER_OFFSET_BEYOND_INTERVAL', { step: step.id, interval }, `${field}.offset`),
      );
    }
  }
  faults.push(...checkWindows(policy), ...checkGrace(policy));
  return faults;
}

function checkWindows({ sendWindow, quiet }: ReminderPolicy): DomainError[] {
  for (const [field, value] of Object.entries({
    'sendWindow.from': sendWindow.from,
    'sendWindow.to': sendWindow.to,
    'quiet.from': quiet.from,
    'quiet.to': quiet.to,
  })) {
    if (!isClockTime(value)) return [domainError('HOUR_INVALID', { value }, field)];
  }
  const { from, to } = sendWindow;
  if (from >= to) return [domainError('LADDER_WINDOW_INVALID', { from, to }, 'sendWindow.to')];
  if (isInWindow(from, quiet)) {
    const params = { from, to, quietFrom: quiet.from, quietTo: quiet.to };
    return [domainError('LADDER_WINDOW_IN_QUIET', params, 'sendWindow.from')];
  }
  return [];
}

function checkGrace({ graceWorkingDays, lookbackDays }: ReminderPolicy): DomainError[] {
  // n working days span at most n/5 weeks and the longest rest of the year, the nine days of Tết.
  const minimum = Math.ceil((graceWorkingDays * 7) / 5) + 9;
  if (lookbackDays >= minimum) return [];
  const params = { lookback: lookbackDays, grace: graceWorkingDays, minimum };
  return [domainError('LADDER_LOOKBACK_SHORTER_THAN_GRACE', params, 'lookbackDays')];
}
