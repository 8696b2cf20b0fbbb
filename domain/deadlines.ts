/** Deadlines with their reason: rule → cut-off → send day → roll → result, every link with its source. */
import {
  addWorkingDays,
  isRollPolicy,
  previousWorkingDay,
  type RollPolicy,
  type RollResult,
  rollDate,
  type WorkCalendar,
} from './calendar';
import {
  checkRule,
  checkWorkingDays,
  type DeadlineRule,
  describeRule,
  type RuleDay,
  ruleDay,
} from './deadline-rules';
import { type DomainError, domainError } from './errors';
import { formatDate, formatDateWithWeekday, formatDue } from './format';
import type { Period } from './periods';
import { type Result, refuse } from './result';
import type { CutoffPreset } from './terms';
import { addDays, type ClockTime, endOfDay, type IsoDate, type IsoInstant, localDate, maxDate } from './time';

export * from './deadline-rules';

/** Where a link of the chain comes from. */
export interface SourceRef {
  kind: 'van_ban' | 'luat' | 'lich' | 'nguoi' | 'mau';
  /** As people cite it: 'KH 45/KH-UBND, mục V.3', 'Nghị định 09/2019/NĐ-CP, Điều 12'. */
  text: string;
  /** Machine reference: passage id, rule id, user id. */
  ref?: string;
}

export interface DeadlineStep {
  step: 'rule' | 'cutoff' | 'send_day' | 'roll' | 'override' | 'extension' | 'result';
  /** The date or instant after this step; for 'rule' the rule's kind. */
  value: string;
  text: string;
  source: SourceRef;
}

/**
 * How "trước ngày 25/6" is read. 'split' (default until the office decides): remind for 24/6, late from 26/6.
 * 'strict': late from 25/6. 'tolerant': remind for 25/6.
 */
export type Strictness = 'split' | 'strict' | 'tolerant';

export interface Deadline {
  /** The day people are told and reminders count towards. */
  date: IsoDate;
  /** Last instant in time. Received later = late. */
  dueAt: IsoInstant;
  /** First civil day of being late. */
  overdueFrom: IsoDate;
  hour: ClockTime | null;
  /** Units' own last instant, where a compiler's deadline was computed with `processingWorkingDays`. */
  unitDueAt?: IsoInstant;
  unitDate?: IsoDate;
  /** True where a day of a year without official calendar was used: 'tạm tính' (B8). */
  provisional: boolean;
  chain: DeadlineStep[];
}

export interface DeadlineInput {
  rule: DeadlineRule;
  ruleSource: SourceRef;
  period: Period;
  calendar: WorkCalendar;
  rollPolicy: RollPolicy;
  strictness?: Strictness;
  /** Working days the compiler needs; gives the units an earlier deadline of their own. */
  processingWorkingDays?: number;
}

const CUTOFF_SOURCES: Partial<Record<CutoffPreset, SourceRef>> = {
  ND09: { kind: 'luat', text: 'Nghị định 09/2019/NĐ-CP, Điều 12' },
  DUONG_LICH: { kind: 'mau', text: 'Chốt số liệu theo năm dương lịch' },
};
const ROLL_SOURCE: SourceRef = { kind: 'mau', text: 'Cách dời hạn do cơ quan chọn' };

/** Ad hoc and one-off reports close and fall due when the requester says (Nghị định 09/2019 Điều 8 khoản 5 c). */
export function isFreeOfDecreeInterval(period: Pick<Period, 'cycle'>): boolean {
  return period.cycle === 'dot_xuat' || period.cycle === 'mot_lan';
}

/** What is wrong with a rule and its roll whatever the period: 31/02, an unknown way to roll (B5); null where nothing is. */
export function checkDating({
  rule,
  rollPolicy,
}: Pick<DeadlineInput, 'rule' | 'rollPolicy'>): DomainError | null {
  const [fault] = checkRule(rule);
  if (fault) return fault;
  // The value also comes from stored rows and from files.
  return isRollPolicy(rollPolicy)
    ? null
    : domainError('ROLL_POLICY_UNKNOWN', { value: String(rollPolicy) }, 'rollPolicy');
}

/** The deadline of a period under a rule, or the refusal that says which field to change. */
export function computeDeadline(input: DeadlineInput): Result<{ deadline: Deadline }> {
  const fault = checkDating(input);
  if (fault) return refuse(fault);
  const found =
    input.rule.kind === 'aggregatorMinus'
      ? aggregatorDay(input.rule, input)
      : ruleDay(input.rule, input.period, input.calendar);
  if (!found.ok) return found;
  const deadline = settle(found.day, input);
  const tooEarly = checkInterval(deadline.date, input);
  if (tooEarly) return refuse(tooEarly);
  return input.processingWorkingDays ? withUnitDeadline(deadline, input) : { ok: true, deadline };
}

/** B13: the units' day is the compiler's rolled day less the working days it needs. */
function aggregatorDay(
  rule: Extract<DeadlineRule, { kind: 'aggregatorMinus' }>,
  input: DeadlineInput,
): Result<{ day: RuleDay }> {
  const { processingWorkingDays: _own, ...plain } = input;
  const outer = computeDeadline({ ...plain, rule: rule.aggregator });
  if (!outer.ok) return outer;
  const { date, provisional } = addWorkingDays(input.calendar, outer.deadline.date, -rule.workingDays);
  const tooEarly = checkInterval(date, input);
  if (tooEarly) return refuse(noRoom(rule.workingDays, date, input));
  const day: RuleDay = {
    strict: date,
    tolerant: date,
    hour: null,
    text: describeRule(rule),
    working: `hạn của cơ quan tổng hợp là ${formatDateWithWeekday(outer.deadline.date)}, trừ ${rule.workingDays} ngày làm việc`,
    provisional: provisional || outer.deadline.provisional,
  };
  return { ok: true, day };
}

const noRoom = (workingDays: number, unitDate: IsoDate, { period }: DeadlineInput): DomainError =>
  domainError(
    'DEADLINE_NO_ROOM_TO_COMPILE',
    { workingDays, unitDeadline: formatDate(unitDate), cutoff: formatDate(period.dataTo) },
    'deadlineRule.workingDays',
  );

function settle(
  day: RuleDay,
  { calendar, rollPolicy, period, rule, ruleSource, strictness }: DeadlineInput,
): Deadline {
  const reading = strictness ?? 'split';
  const told = rollDate(calendar, reading === 'tolerant' ? day.tolerant : day.strict, rollPolicy);
  const counted = rollDate(calendar, reading === 'strict' ? day.strict : day.tolerant, rollPolicy);
  const lastDay = maxDate(told.date, counted.date);
  const dueAt = endOfDay(lastDay, day.hour ?? undefined);
  const provisional = day.provisional || told.provisional || counted.provisional;
  const chain: DeadlineStep[] = [
    { step: 'rule', value: rule.kind, text: `Quy định: ${day.text}`, source: ruleSource },
    cutoffStep(period, ruleSource),
    sendDayStep(day, ruleSource, reading),
    rollStep(told, calendar.version),
    resultStep({ told: told.date, lastDay, dueAt, provisional, ruleSource }),
  ];
  return { date: told.date, dueAt, overdueFrom: addDays(lastDay, 1), hour: day.hour, provisional, chain };
}

function cutoffStep({ label, dataTo, preset }: Period, ruleSource: SourceRef): DeadlineStep {
  const source = preset === undefined ? ruleSource : (CUTOFF_SOURCES[preset] ?? ruleSource);
  const text = `Chốt số liệu ${label} đến hết ngày ${formatDate(dataTo)}`;
  return { step: 'cutoff', value: dataTo, text, source };
}

function sendDayStep(day: RuleDay, source: SourceRef, reading: Strictness): DeadlineStep {
  const named = reading === 'tolerant' ? day.tolerant : day.strict;
  const counted = day.working ? ` (${day.working})` : '';
  const split =
    reading === 'split' && day.strict !== day.tolerant
      ? `; nhắc theo ngày này, tính chậm từ sau ngày ${formatDate(day.tolerant)}`
      : '';
  const text = `Ngày nộp theo quy định: ${formatDateWithWeekday(named)}${counted}${split}`;
  return { step: 'send_day', value: named, text, source };
}

function rollStep(told: RollResult, calendarVersion: string): DeadlineStep {
  const text = told.reason ?? `${formatDateWithWeekday(told.date)} không phải dời`;
  const source: SourceRef =
    told.source === null ? ROLL_SOURCE : { kind: 'lich', text: told.source, ref: calendarVersion };
  return { step: 'roll', value: told.date, text, source };
}

function resultStep(args: {
  told: IsoDate;
  lastDay: IsoDate;
  dueAt: IsoInstant;
  provisional: boolean;
  ruleSource: SourceRef;
}): DeadlineStep {
  const tolerance = args.told === args.lastDay ? '' : `; tính chậm sau ${formatDue(args.dueAt)}`;
  const due = args.told === args.lastDay ? formatDue(args.dueAt) : formatDateWithWeekday(args.told);
  const note = args.provisional ? ' (tạm tính, chưa có thông báo lịch nghỉ chính thức)' : '';
  return {
    step: 'result',
    value: args.dueAt,
    text: `Hạn nộp: ${due}${tolerance}${note}`,
    source: args.ruleSource,
  };
}

/**
 * At least one working day between cut-off and deadline: Nghị định 09/2019/NĐ-CP Điều 8 khoản 5 b (B10), for dates
 * that a rule gives and dates that a person names alike.
 */
export function checkInterval(
  date: IsoDate,
  { period, calendar }: { period: Pick<Period, 'cycle' | 'label' | 'dataTo'>; calendar: WorkCalendar },
  field = 'deadlineRule',
): DomainError | null {
  if (isFreeOfDecreeInterval(period)) return null;
  const deadline = formatDate(date);
  const cutoff = formatDate(period.dataTo);
  if (date <= period.dataTo) {
    return domainError('DEADLINE_BEFORE_CUTOFF', { deadline, cutoff, period: period.label }, field);
  }
  const earliest = addWorkingDays(calendar, period.dataTo, 1).date;
  if (date >= earliest) return null;
  const params = { deadline, cutoff, earliest: formatDateWithWeekday(earliest) };
  return domainError('DEADLINE_TOO_CLOSE_TO_CUTOFF', params, field);
}

function withUnitDeadline(deadline: Deadline, input: DeadlineInput): Result<{ deadline: Deadline }> {
  const workingDays = input.processingWorkingDays ?? 0;
  const [fault] = checkWorkingDays(workingDays, 'processingWorkingDays');
  if (fault) return refuse(fault);
  const { date, provisional } = addWorkingDays(input.calendar, deadline.date, -workingDays);
  if (checkInterval(date, input)) return refuse(noRoom(workingDays, date, input));
  const full: Deadline = { ...deadline, unitDate: date, unitDueAt: endOfDay(date) };
  return { ok: true, deadline: { ...full, provisional: deadline.provisional || provisional } };
}

/** The day on which the level above reports in its turn; null where the rule names none, or nothing can be computed. */
export function compilerDate(input: DeadlineInput): IsoDate | null {
  if (input.rule.kind !== 'aggregatorMinus') return null;
  const { processingWorkingDays: _own, ...plain } = input;
  const outer = computeDeadline({ ...plain, rule: input.rule.aggregator });
  return outer.ok ? outer.deadline.date : null;
}

/** The last day for a level below: a working day before the level above reports (Điều 8 khoản 5 b). */
export const lastDayBelow = (compiler: IsoDate, calendar: WorkCalendar): IsoDate =>
  previousWorkingDay(calendar, compiler).date;

/**
 * Each level below needs an earlier deadline of its own (Điều 8 khoản 5 b), also where a person names it. A level above
 * whose day is over asks for nothing more: the office must be able to give a late report a date.
 */
export function checkLevels({
  unitDate,
  compiler,
  today,
  calendar,
}: {
  unitDate: IsoDate;
  compiler: IsoDate;
  today: IsoDate;
  calendar: WorkCalendar;
}): DomainError | null {
  const latest = lastDayBelow(compiler, calendar);
  if (unitDate <= latest || compiler < today) return null;
  const params = {
    unitDeadline: formatDate(unitDate),
    deadline: formatDate(compiler),
    latest: formatDateWithWeekday(latest),
  };
  return domainError('DEADLINE_LEVELS_TOO_CLOSE', params, 'date');
}

/** A date set by a person in place of the rule's; keeps the chain and says who and why. */
export function overrideDeadline(
  deadline: Deadline,
  change: { date: IsoDate; hour?: ClockTime; reason: string; source: SourceRef },
): Deadline {
  const dueAt = endOfDay(change.date, change.hour);
  const text = `Đổi hạn thành ${formatDue(dueAt)}: ${change.reason}`;
  return moved(deadline, { dueAt, step: { step: 'override', value: dueAt, text, source: change.source } });
}

/** The deadline after an extension for one unit and one period (B51). */
export function extendDeadline(
  deadline: Deadline,
  extension: { dueAt: IsoInstant; reason: string; source: SourceRef },
): Deadline {
  const text = `Gia hạn đến ${formatDue(extension.dueAt)}: ${extension.reason}`;
  const step: DeadlineStep = { step: 'extension', value: extension.dueAt, text, source: extension.source };
  return moved(deadline, { dueAt: extension.dueAt, step });
}

function moved(deadline: Deadline, { dueAt, step }: { dueAt: IsoInstant; step: DeadlineStep }): Deadline {
  const date = localDate(dueAt);
  const hour = dueAt.slice(11, 19) === '23:59:59' ? null : dueAt.slice(11, 16);
  const result: DeadlineStep = {
    step: 'result',
    value: dueAt,
    text: `Hạn nộp: ${formatDue(dueAt)}`,
    source: step.source,
  };
  const chain = [...deadline.chain.filter(({ step: name }) => name !== 'result'), step, result];
  const { unitDate: _date, unitDueAt: _dueAt, ...rest } = deadline;
  // A person named this very day: nothing in it waits for a calendar notice any more.
  return { ...rest, date, dueAt, overdueFrom: addDays(date, 1), hour, provisional: false, chain };
}

/** One Vietnamese sentence that explains the date from its chain. */
export function explainDeadline({
  chain,
  date,
  dueAt,
  provisional,
}: Pick<Deadline, 'chain' | 'date' | 'dueAt' | 'provisional'>): string {
  const find = (name: DeadlineStep['step']) => chain.findLast(({ step }) => step === name);
  const lower = (value: string): string => value.charAt(0).toLowerCase() + value.slice(1);
  const told =
    date === localDate(dueAt)
      ? formatDue(dueAt)
      : `${formatDateWithWeekday(date)} (tính chậm sau ${formatDue(dueAt)})`;
  const rule = find('rule');
  const cutoff = find('cutoff');
  const roll = find('roll');
  const rolled = roll !== undefined && roll.value !== find('send_day')?.value;
  const parts = [
    `Hạn nộp là ${told}`,
    ...(rule ? [`theo quy định "${rule.text.replace(/^Quy định: /, '')}" (${rule.source.text})`] : []),
    ...(cutoff ? [`số liệu chốt đến hết ngày ${formatDate(cutoff.value)} (${cutoff.source.text})`] : []),
    ...(rolled ? [`${roll.text} (${roll.source.text})`] : []),
    ...chain
      .filter(({ step }) => step === 'override' || step === 'extension')
      .map(({ text, source }) => `${lower(text)} (${source.text})`),
    ...(provisional ? ['ngày này là tạm tính vì chưa có thông báo lịch nghỉ chính thức'] : []),
  ];
  return `${parts.join('; ')}.`;
}
