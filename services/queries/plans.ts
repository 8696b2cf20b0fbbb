/** Plans as the office sees them: the list with what each one waits for, and one plan with everything to confirm. */
import { z } from 'zod';
import type { PlanState } from '../../prisma/generated/enums';
import type { Database, Tx } from '../context';
import { civilDateOrNull } from '../dates';
import { printedNumber } from '../document-name';
import { targetMapOf, unitMapOf } from '../plan-confirm-units';
import { type Reading, readingSchema } from '../reading';

export interface PlanRow {
  id: string;
  title: string;
  number: string | null;
  state: PlanState;
  termFrom: string | null;
  termTo: string | null;
  createdAt: Date;
  /** Blocking questions without an answer. */
  openQuestions: number;
  owed: number;
  overdue: number;
}

export async function planList(
  db: Database | Tx,
  { organizationId, asOf }: { organizationId: string; asOf: Date },
): Promise<PlanRow[]> {
  const owedWhere = { organizationId, state: { in: ['open', 'returned'] as ('open' | 'returned')[] } };
  const [plans, questions, owed, overdue] = await Promise.all([
    db.plan.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: {
        id: true,
        title: true,
        number: true,
        symbol: true,
        state: true,
        termFrom: true,
        termTo: true,
        createdAt: true,
      },
    }),
    db.planQuestion.groupBy({
      by: ['planId'],
      where: { organizationId, blocking: true, answeredAt: null },
      _count: true,
    }),
    db.obligation.groupBy({ by: ['planId'], where: owedWhere, _count: true }),
    db.obligation.groupBy({
      by: ['planId'],
      where: { ...owedWhere, state: 'open', overdueFrom: { lte: asOf } },
      _count: true,
    }),
  ]);
  const count = (rows: { planId: string; _count: number }[]) =>
    new Map(rows.map(({ planId, _count }) => [planId, _count]));
  const [open, due, late] = [count(questions), count(owed), count(overdue)];
  return plans.map((plan) => ({
    id: plan.id,
    title: plan.title,
    number: printedNumber(plan),
    state: plan.state,
    termFrom: civilDateOrNull(plan.termFrom),
    termTo: civilDateOrNull(plan.termTo),
    createdAt: plan.createdAt,
    openQuestions: open.get(plan.id) ?? 0,
    owed: due.get(plan.id) ?? 0,
    overdue: late.get(plan.id) ?? 0,
  }));
}

export type LineRanges = readonly (readonly [number, number])[];

const lineRanges = z.array(z.tuple([z.number(), z.number()])).catch([]);

export interface QuestionView {
  id: string;
  code: string;
  message: string;
  lines: LineRanges;
  refersTo: string | null;
  blocking: boolean;
  options: string[];
  answer: string | null;
  answeredByName: string | null;
  answeredAt: Date | null;
}

export interface RuleView {
  id: string;
  name: string;
  cycle: string;
  preset: string;
  accumulation: string;
  custom: unknown;
  deadlineRule: unknown;
  source: { kind: string; text: string; cycleProposed: boolean };
  rollPolicy: string;
  strictness: string;
  recipient: string | null;
  content: string | null;
  lines: LineRanges;
  confirmedByName: string | null;
  confirmedAt: Date | null;
  unitIds: string[];
}

export interface PlanView {
  id: string;
  state: PlanState;
  title: string;
  documentType: string;
  system: 'chinh_quyen' | 'dang';
  issuingBody: string;
  number: string | null;
  symbol: string | null;
  printed: string | null;
  issuedOn: string | null;
  identityWaiver: string | null;
  signer: string | null;
  termFrom: string | null;
  termTo: string | null;
  compilerUnitId: string | null;
  sourceFile: { id: string; name: string };
  sourceText: string;
  reading: Reading;
  corrections: { field: string; value: unknown; by: string; at: string }[];
  /** Units of the reading → units of the register, null where left out; absent while undecided. */
  unitMap: Record<string, string | null>;
  /** who reports on a target, where the office said so */
  targetMap: Record<string, string[]>;
  questions: QuestionView[];
  rules: RuleView[];
  createdAt: Date;
  activatedAt: Date | null;
  suspendedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

const correctionsSchema = z
  .array(
    z.object({ field: z.string(), value: z.unknown(), by: z.string().catch(''), at: z.string().catch('') }),
  )
  .catch([]);
const sourceSchema = z
  .object({
    kind: z.string().catch('person'),
    text: z.string().catch(''),
    cycleProposed: z.boolean().catch(false),
  })
  .catch({ kind: 'person', text: '', cycleProposed: false });
const optionsSchema = z
  .array(z.unknown())
  .catch([])
  .transform((options) => options.filter((option) => typeof option === 'string'));

/** Blocking and unanswered first, then the rest as the document runs. */
const questionRank = ({ blocking, answeredAt }: { blocking: boolean; answeredAt: Date | null }): number =>
  (answeredAt ? 2 : 0) + (blocking ? 0 : 1);

export async function planView(
  db: Database | Tx,
  { organizationId, planId }: { organizationId: string; planId: string },
): Promise<PlanView | null> {
  const plan = await db.plan.findUnique({
    where: { organizationId_id: { organizationId, id: planId } },
    include: {
      sourceFile: { select: { id: true, name: true } },
      questions: { orderBy: { position: 'asc' } },
      rules: { where: { active: true }, orderBy: { position: 'asc' }, include: { units: true } },
    },
  });
  if (!plan) return null;
  const { rules, questions, reading, corrections, ...rest } = plan;
  const read = readingSchema.safeParse(reading);
  return {
    ...rest,
    printed: printedNumber(plan),
    issuedOn: civilDateOrNull(plan.issuedOn),
    termFrom: civilDateOrNull(plan.termFrom),
    termTo: civilDateOrNull(plan.termTo),
    reading: read.success ? read.data : readingSchema.parse({ document: {} }),
    corrections: correctionsSchema.parse(corrections),
    unitMap: unitMapOf(corrections),
    targetMap: targetMapOf(corrections),
    questions: questions
      .map((question) => ({
        id: question.id,
        code: question.code,
        message: question.message,
        lines: lineRanges.parse(question.lines),
        refersTo: question.refersTo,
        blocking: question.blocking,
        options: optionsSchema.parse(question.options),
        answer: typeof question.answer === 'string' ? question.answer : null,
        answeredByName: question.answeredByName,
        answeredAt: question.answeredAt,
      }))
      .sort((a, b) => questionRank(a) - questionRank(b)),
    rules: rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      cycle: rule.cycle,
      preset: rule.preset,
      accumulation: rule.accumulation,
      custom: rule.custom,
      deadlineRule: rule.deadlineRule,
      source: sourceSchema.parse(rule.deadlineSource),
      rollPolicy: rule.rollPolicy,
      strictness: rule.strictness,
      recipient: rule.recipient,
      content: rule.content,
      lines: lineRanges.parse(rule.lines),
      confirmedByName: rule.confirmedByName,
      confirmedAt: rule.confirmedAt,
      unitIds: rule.units.map(({ unitId }) => unitId),
    })),
  };
}
