/** The file that `dondoc preview` reads: a term, rules, and days that differ from the shipped calendar. */
import { z } from 'zod';
import { type CalendarYear, DAY_KINDS } from '../domain/calendar';
import { type DomainError, domainError } from '../domain/errors';
import type { PreviewInput } from '../domain/preview';
import { ACCUMULATION_TERMS, CUTOFF_TERMS, CYCLE_TERMS } from '../domain/terms';
import { isIsoDate } from '../domain/time';

const codes = <Terms extends object>(terms: Terms) => z.enum(Object.keys(terms) as [keyof Terms & string]);
const date = z.string().refine(isIsoDate, { error: 'ngày phải có trong lịch, dạng YYYY-MM-DD' });
const clock = z.string().describe('Local hour "HH:mm"; without it the day ends at 24:00.');
const bound = z.enum(['before', 'at_latest']).describe('"trước ngày" or "chậm nhất ngày".');
const part = z.enum(['month', 'quarter']);

const simpleRules = [
  z.strictObject({
    kind: z.literal('fixedDay'),
    day: z.number(),
    month: z.number(),
    bound,
    hour: clock.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('fixedDayByPeriod'),
    dates: z.array(z.strictObject({ suffix: z.string(), day: z.number(), month: z.number() })).min(1),
    bound,
    hour: clock.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('workingDaysAfterCutoff'), n: z.number(), hour: clock.exactOptional() }),
  z.strictObject({ kind: z.literal('calendarDaysAfterCutoff'), n: z.number(), hour: clock.exactOptional() }),
  z.strictObject({ kind: z.literal('lastWorkingDay'), of: part, hour: clock.exactOptional() }),
  z.strictObject({
    kind: z.literal('dayOfEachMonth'),
    day: z.number().describe('31 = last day of the month'),
    of: z.enum(['month', 'next_month', 'last_month_of_quarter', 'first_month_of_next_quarter']),
    bound,
    hour: clock.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('endOfPeriod'), of: part, hour: clock.exactOptional() }),
  z.strictObject({
    kind: z.literal('weekday'),
    weekday: z.number().describe('1 = Monday … 7'),
    hour: clock.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('absolute'),
    date: z.string(),
    bound: bound.exactOptional(),
    hour: clock.exactOptional(),
  }),
] as const;

/** A deadline rule as data; what a number may be is judged by the domain, with the reason in Vietnamese. */
export const deadlineRuleSchema = z.discriminatedUnion('kind', [
  ...simpleRules,
  z.strictObject({
    kind: z.literal('aggregatorMinus'),
    aggregator: z.discriminatedUnion('kind', [...simpleRules]),
    workingDays: z.number(),
  }),
]);

const milestone = z.strictObject({
  code: z.string().exactOptional(),
  label: z.string(),
  dataFrom: date.exactOptional(),
  dataTo: date,
});
const closing = z.strictObject({
  suffix: z.string(),
  day: z.number(),
  month: z.number(),
  label: z.string().exactOptional(),
});

export const customCutoffSchema = z.strictObject({
  cutoffDay: z.number().describe('Last day of data in each closing month, 31 = its last day').exactOptional(),
  closings: z.array(closing).exactOptional(),
  milestones: z.array(milestone).exactOptional(),
});

const source = z.union(
  [
    z
      .string()
      .min(1)
      .transform((text) => ({ kind: 'van_ban' as const, text })),
    z.strictObject({
      kind: z.enum(['van_ban', 'luat', 'lich', 'nguoi', 'mau']),
      text: z.string().min(1),
      ref: z.string().exactOptional(),
    }),
  ],
  { error: 'cần ghi văn bản, điều khoản hoặc người làm căn cứ' },
);

const rule = z.strictObject({
  id: z.string().exactOptional(),
  name: z.string().min(1),
  cycle: codes(CYCLE_TERMS),
  preset: codes(CUTOFF_TERMS).default('ND09'),
  accumulation: codes(ACCUMULATION_TERMS).default('THEO_KY'),
  custom: customCutoffSchema.nullable().default(null),
  halves: z.enum(['both', 'first']).exactOptional(),
  deadlineRule: deadlineRuleSchema,
  deadlineSource: source.describe('Where the rule stands: a text, or {kind, text, ref}.'),
  // A plain string, so that an unknown value is refused by the domain with the list of known ones (B5).
  rollPolicy: z.string().default('LUI_SAU').describe('LUI_SAU | LUI_TRUOC | GIU_NGUYEN'),
  strictness: z.enum(['split', 'strict', 'tolerant']).default('split'),
  processingWorkingDays: z.number().exactOptional(),
  unitIds: z.array(z.string()).default(['don_vi']),
  confirmed: z.boolean().default(false),
});

const dayEntry = z.strictObject({
  date,
  kind: z.enum(DAY_KINDS),
  name: z.string(),
  source: z.string().min(1),
  publishedOn: date.nullable().default(null),
});

const year = z.strictObject({
  year: z.number().int(),
  status: z.enum(['official', 'provisional']),
  source: z.string().min(1),
  entries: z.array(dayEntry),
  scope: z.enum(['toan_quoc', 'dia_phuong']).exactOptional(),
});

export const rulesFileSchema = z.strictObject({
  plan: z.strictObject({
    id: z.string().default('preview'),
    termFrom: date,
    termTo: date,
  }),
  rules: z.array(rule).min(1),
  calendar: z.array(year).default([]).describe('Years laid over the shipped calendar, day by day.'),
  from: z
    .string()
    .exactOptional()
    .describe('Instant at which the plan is turned on; what was due earlier is history.'),
});

export type RulesFile = z.infer<typeof rulesFileSchema>;

/** JSON Schema of the file, for the manual and for editors. */
export function rulesFileJsonSchema(): object {
  return z.toJSONSchema(rulesFileSchema, { io: 'input' });
}

const VIETNAMESE = z.locales.vi().localeError;

export type ReadRulesFile =
  | { ok: true; input: Omit<PreviewInput, 'calendar'>; calendarYears: CalendarYear[] }
  | { ok: false; errors: DomainError[] };

const kindAt = (json: unknown, path: readonly PropertyKey[]): string =>
  String(
    path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], json) ??
      '',
  );

/** Reads the parsed JSON of a rules file; every fault with its field, in Vietnamese. */
export function readRulesFile(json: unknown): ReadRulesFile {
  const parsed = rulesFileSchema.safeParse(json, { error: VIETNAMESE });
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => {
      const field = path.join('.');
      if (field.endsWith('deadlineRule.kind'))
        return domainError('RULE_KIND_UNKNOWN', { value: kindAt(json, path) }, field);
      return domainError('FIELD_INVALID', { name: field || 'tệp quy tắc', detail: message }, field);
    });
    return { ok: false, errors };
  }
  const { plan, rules, calendar, from } = parsed.data;
  return {
    ok: true,
    calendarYears: calendar,
    input: {
      plan,
      rules: rules.map((one, index) => ({
        ...one,
        id: one.id ?? `rule-${index + 1}`,
        rollPolicy: one.rollPolicy as PreviewInput['rules'][number]['rollPolicy'], // judged by computeDeadline
      })),
      ...(from === undefined ? {} : { from }),
    },
  };
}
