/** From a document that was read to a draft plan with its questions and proposed rules; nothing is sent from a draft. */
import { type DomainError, domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import { planTerm } from '../domain/periods';
import { proposeRules } from '../domain/rule-proposals';
import { sentenceCase } from '../domain/sentence-case';
import { localDate } from '../domain/time';
import { audit, type Database, inTransaction, type Scope } from './context';
import { dateColumnOrNull } from './dates';
import { sha256, storeFile } from './files';
import { type Reading, readingSchema } from './reading';

export interface ImportInput {
  name: string;
  contentType: string;
  bytes: Uint8Array;
  /** JSON of the intake (shared SCHEMA). */
  reading: unknown;
  /** The text rendering that the reading's line numbers refer to. */
  text: string;
}

export type ImportResult =
  | { ok: true; planId: string; questions: number }
  | { ok: false; error: DomainError; planId?: string };

/** Questions with these codes do not hold up activation: the plan runs without their answer. */
const NOT_BLOCKING = new Set([
  'BROKEN_SENTENCE',
  'DUPLICATE_SECTION',
  'NO_SIGNER',
  'TARGET_WITHOUT_NUMBER',
  'TARGET_RELATIVE',
  'TARGETS_DISAGREE',
  'TARGET_OUTSIDE_TERM',
  'NO_LEAD',
  'TWO_LEADS',
  'UNKNOWN_UNIT',
]);

/**
 * Stores the file, the reading and its questions as a draft plan. The same bytes again are recognised (B26) and lead to
 * the plan that is there.
 */
export async function importPlan(db: Database, scope: Scope, input: ImportInput): Promise<ImportResult> {
  const reading = readingSchema.parse(input.reading);
  const contentSha256 = sha256(input.bytes);
  return inTransaction(db, async (tx) => {
    // Two presses of the button at once: the second waits here and then finds the plan of the first (B26).
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`plan/${scope.organizationId}/${contentSha256}`}, 0))`;
    const known = await tx.plan.findUnique({
      where: { organizationId_contentSha256: { organizationId: scope.organizationId, contentSha256 } },
      select: { id: true, createdAt: true },
    });
    if (known) {
      const date = formatDate(localDate(known.createdAt));
      return { ok: false, error: domainError('PLAN_DUPLICATE', { date }, 'file'), planId: known.id };
    }
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: scope.organizationId } });
    const sourceFileId = await storeFile(tx, scope, input);
    const plan = await tx.plan.create({
      data: {
        organizationId: scope.organizationId,
        ...identityOf(reading, input.text, { name: organization.name, system: organization.system }),
        sourceFileId,
        contentSha256,
        sourceText: input.text,
        reading: JSON.parse(JSON.stringify(input.reading)),
        createdAt: scope.asOf,
        createdById: scope.actor.id,
      },
    });
    await tx.planQuestion.createMany({
      data: reading.questions.map((question, position) => ({
        organizationId: scope.organizationId,
        planId: plan.id,
        position,
        code: question.code,
        message: question.message,
        lines: question.lines,
        refersTo: question.refers_to,
        blocking: question.blocking ?? !NOT_BLOCKING.has(question.code),
        options: JSON.parse(JSON.stringify(question.answers)),
      })),
    });
    await tx.reportingRule.createMany({
      data: proposalsOf(reading).map((proposal, position) => ({
        organizationId: scope.organizationId,
        planId: plan.id,
        position,
        name: proposal.name,
        cycle: proposal.cycle,
        preset: proposal.preset,
        accumulation: proposal.accumulation,
        ...(proposal.custom ? { custom: JSON.parse(JSON.stringify(proposal.custom)) } : {}),
        deadlineRule: JSON.parse(JSON.stringify(proposal.deadlineRule)),
        deadlineSource: { ...proposal.deadlineSource, cycleProposed: proposal.cycleProposed },
        rollPolicy: 'LUI_SAU',
        strictness: 'split',
        recipient: proposal.recipient,
        content: proposal.content,
        lines: proposal.lines.map(([first, last]) => [first, last]),
      })),
    });
    await audit(tx, scope, {
      action: 'plan.imported',
      subjectType: 'plan',
      subjectId: plan.id,
      after: {
        title: plan.title,
        file: input.name,
        sha256: contentSha256,
        questions: reading.questions.length,
      },
    });
    return { ok: true, planId: plan.id, questions: reading.questions.length };
  });
}

function identityOf(
  reading: Reading,
  text: string,
  organization: { name: string; system: 'chinh_quyen' | 'dang' },
) {
  const { document } = reading;
  const issuedOn = document.date?.iso ?? null;
  const start = document.period?.start_year ?? null;
  const end = document.period?.end_year ?? null;
  const term =
    start !== null && end !== null ? planTerm({ startYear: start, endYear: end, signedOn: issuedOn }) : null;
  const number = document.number?.number ?? null;
  const system = document.issuing_body?.system;
  return {
    // cited in every message and letter, where capitals would shout
    title: document.title ? sentenceCase(document.title, text) : 'Kế hoạch chưa có tên',
    documentType: document.type ?? 'ke_hoach',
    system: system === 'dang' || system === 'chinh_quyen' ? system : organization.system,
    issuingBody: document.issuing_body?.normalized ?? organization.name,
    number: number === null ? null : String(number),
    symbol: document.number?.symbol ?? null,
    issuedOn: dateColumnOrNull(issuedOn),
    signer: reading.signer?.name ?? null,
    termFrom: dateColumnOrNull(term?.termFrom ?? null),
    termTo: dateColumnOrNull(term?.termTo ?? null),
  };
}

const proposalsOf = (reading: Reading) =>
  proposeRules(
    reading.reporting
      .filter(({ tier }) => tier === 'primary')
      .map((clause) => ({ ...clause, deadlineText: clause.deadline_text })),
  );
