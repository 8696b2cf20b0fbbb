/** Preview: the periods and deadlines that a set of rules gives, with chain and explanation, before anything is stored. */
import { checkCalendarYear, createCalendar, type WorkCalendar } from './calendar';
import { type Deadline, type DeadlineStep, explainDeadline } from './deadlines';
import type { DomainError } from './errors';
import { projectObligations, type ReportingRule } from './plan-projection';
import type { Cycle } from './terms';
import { type IsoDate, type IsoInstant, startOfDay } from './time';

export interface PreviewInput {
  plan: { id: string; termFrom: IsoDate; termTo: IsoDate };
  rules: readonly ReportingRule[];
  calendar: WorkCalendar;
  /** When the plan is turned on; default: the first day of its term. */
  from?: IsoInstant;
}

export interface PreviewPeriod {
  ruleId: string;
  rule: string;
  code: string;
  label: string;
  cycle: Cycle;
  dataFrom: IsoDate;
  dataTo: IsoDate;
  partial: boolean;
  cumulativeFrom: IsoDate | null;
  /** The day people are told and reminders count towards. */
  deadline: IsoDate;
  /** Last instant in time. */
  dueAt: IsoInstant;
  overdueFrom: IsoDate;
  unitDeadline: IsoDate | null;
  provisional: boolean;
  proposed: boolean;
  history: boolean;
  units: string[];
  chain: DeadlineStep[];
  explanation: string;
}

export interface PreviewFault extends DomainError {
  ruleId: string | null;
  periodCode: string | null;
}

export interface Preview {
  calendarVersion: string;
  periods: PreviewPeriod[];
  faults: PreviewFault[];
  calendarTasks: { year: number; text: string }[];
}

/** Periods by deadline; faults of rules and of the calendar's years beside them. */
export function previewRules({ plan, rules, calendar, from }: PreviewInput): Preview {
  const projection = projectObligations({
    plan: { ...plan, state: 'draft' },
    rules,
    units: [],
    calendar,
    from: from ?? startOfDay(plan.termFrom),
  });
  const nameOf = new Map(rules.map(({ id, name }) => [id, name]));
  const unitsOf = new Map<string, string[]>();
  for (const { periodKey, unitId } of projection.rows) {
    unitsOf.set(periodKey, [...(unitsOf.get(periodKey) ?? []), unitId]);
  }
  const periods = projection.periods
    .map(({ key, ruleId, period, deadline, proposed, history }): PreviewPeriod => {
      const { code, label, cycle, dataFrom, dataTo, partial, cumulativeFrom } = period;
      return {
        ruleId,
        rule: nameOf.get(ruleId) ?? ruleId,
        ...{ code, label, cycle, dataFrom, dataTo, partial, cumulativeFrom },
        ...deadlineFields(deadline),
        ...{ proposed, history, units: unitsOf.get(key) ?? [] },
        chain: deadline.chain,
        explanation: explainDeadline(deadline),
      };
    })
    .sort((a, b) => (a.dueAt === b.dueAt ? (a.code < b.code ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const faults = projection.faults.map(({ ruleId, periodCode, error }) => {
    const place = `rules.${indexOf.get(ruleId) ?? 0}`;
    return {
      ruleId,
      periodCode,
      ...error,
      field: error.field === null ? place : fieldOf(place, error.field),
    };
  });
  return { calendarVersion: calendar.version, periods, faults, calendarTasks: projection.calendarTasks };
}

/** Faults of the plan keep their own place in the file; those of a rule stand below it. */
const fieldOf = (place: string, field: string): string => {
  if (field === 'termTo') return 'plan.termTo';
  return field === 'rules' ? place : `${place}.${field}`;
};

const deadlineFields = ({ date, dueAt, overdueFrom, unitDate, provisional }: Deadline) => ({
  deadline: date,
  dueAt,
  overdueFrom,
  unitDeadline: unitDate ?? null,
  provisional,
});

/** A calendar with years laid over it, or the faults of those years. */
export function overlayCalendar(
  base: WorkCalendar,
  years: WorkCalendar['years'],
): { calendar: WorkCalendar; faults: PreviewFault[] } {
  const faults = years.flatMap((year, index) =>
    checkCalendarYear(year).map((error) => ({
      ...error,
      field: `calendar.${index}.${error.field}`,
      ruleId: null,
      periodCode: null,
    })),
  );
  return { calendar: createCalendar([...base.years, ...years]), faults };
}
