/** The part of the intake's result (shared SCHEMA) that becomes rows of the register; checked at this edge once. */
import { z } from 'zod';

const lines = z.array(z.tuple([z.int(), z.int()])).default([]);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const confidence = z.number().min(0).max(1).default(0.5);

const unit = z.object({
  id: z.string(),
  name: z.string(),
  normalized: text,
  aliases_in_doc: z.array(z.string()).default([]),
  role: text,
  scope: z.enum(['listed', 'mentioned']).default('listed'),
  lines,
  confidence,
});

const target = z.object({
  id: z.string(),
  indicator_id: text,
  indicator: text,
  text: z.string(),
  scope: z.string().default('main'),
  kind: z.string().default('indicator'),
  measurable: z.boolean().default(true),
  comparator: text,
  value: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  value_max: z
    .number()
    .nullish()
    .transform((value) => value ?? null),
  unit: text,
  per: text,
  milestone_year: z
    .int()
    .nullish()
    .transform((value) => value ?? null),
  milestone_date: text,
  responsible_units: z.array(z.string()).default([]),
  part_of: text,
  lines,
  confidence,
});

const task = z.object({
  id: z.string(),
  section: text,
  text: z.string(),
  lead_units: z.array(z.string()).default([]),
  coordinating_units: z.array(z.string()).default([]),
  deadline_text: text,
  product: text,
  lines,
  confidence,
});

const due = z.object({
  rule: z.string(),
  day: z.int().nullish(),
  month: z.union([z.int(), z.string()]).nullish(),
  hour: z.union([z.int(), z.string()]).nullish(),
});

const reporting = z.object({
  id: z.string(),
  kind: z.string(),
  tier: z.enum(['primary', 'secondary']).default('primary'),
  text: z.string(),
  from: text,
  to: text,
  via: text,
  compiled_by: text,
  deadline_text: text,
  due: z
    .array(due.loose())
    .nullish()
    .transform((value) => value ?? []),
  content: text,
  lines,
  confidence,
});

const question = z.object({
  code: z.string(),
  message: z.string(),
  lines,
  refers_to: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .transform((value) => (Array.isArray(value) ? value.join(', ') : (value ?? null))),
  blocking: z.boolean().optional(),
  answers: z.array(z.unknown()).default([]),
});

export const readingSchema = z
  .object({
    document: z
      .object({
        type: text,
        type_text: text,
        issuing_body: z
          .object({ normalized: text, text, level: text, system: text, parent: text })
          .loose()
          .nullish(),
        number: z.object({ text, number: z.int().nullish(), symbol: text }).loose().nullish(),
        date: z
          .object({
            iso: text,
            day: z.int().nullish(),
            month: z.int().nullish(),
            year: z.int().nullish(),
            place: text,
          })
          .loose()
          .nullish(),
        title: text,
        period: z
          .object({ text, start_year: z.int().nullish(), end_year: z.int().nullish() })
          .loose()
          .nullish(),
      })
      .loose(),
    units: z.array(unit.loose()).default([]),
    targets: z.array(target.loose()).default([]),
    tasks: z.array(task.loose()).default([]),
    reporting: z.array(reporting.loose()).default([]),
    questions: z.array(question.loose()).default([]),
    signer: z.object({ name: text, title: text }).loose().nullish(),
  })
  .loose();

/** What the intake read, as the register uses it. */
export type Reading = z.infer<typeof readingSchema>;
export type ReadingUnit = Reading['units'][number];
export type ReadingReport = Reading['reporting'][number];
