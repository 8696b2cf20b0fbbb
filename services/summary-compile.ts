/** The half-year summary: compiled from the register, kept fresh while a draft, never rewritten once issued (B87–B93). */

import { type OfficialDocument, summaryReport } from '../documents';
import { compileSummary as compile, diffSummaries } from '../domain/compile';
import type { CompiledSummary, OfficeStatement, SummaryDiff } from '../domain/compile-types';
import { type DomainError, domainError } from '../domain/errors';
import { slugOf } from '../domain/text';
import { isoInstant, localDate } from '../domain/time';
import type { Prisma, Summary } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { issuerOf, type Rendered, render, signerOf, storeDocument } from './issuing';
import { lockSummaries } from './stale';
import { type SummaryInput, type SummaryKey, summaryInputOf } from './summary-input';

export type CompileResult =
  /** `changed` false: the register gives what is already there */
  | { ok: true; summaryId: string; number: number; changed: boolean; compiled: CompiledSummary }
  | { ok: false; error: DomainError };

interface Draft {
  source: SummaryInput;
  compiled: CompiledSummary;
  /** the row to be renewed; null: a new one under `number` */
  replaces: Summary | null;
  number: number;
  /** the newest issued one, which a supplement completes */
  issued: Summary | null;
}

/**
 * Compiles the summary of a plan's half-year, or compiles its draft again: same inputs leave it untouched, new ones
 * renew it and show the difference (B88). A reviewed draft goes back to draft: what was reviewed is not what would be
 * signed (Nghị định 30/2020 Điều 11). After issue it is a supplement's turn.
 */
export function compileSummary(db: Database, scope: Scope, key: SummaryKey): Promise<CompileResult> {
  return bringUpToDate(db, scope, key);
}

/** Compiles the next numbered supplement to an issued summary; nothing where the register did not change (B88). */
export function compileSupplement(db: Database, scope: Scope, key: SummaryKey): Promise<CompileResult> {
  return bringUpToDate(db, scope, key);
}

/**
 * Setting type is slow, so it happens between reading and writing; the write repeats the reading and compares. Where reports keep
 * coming in between, the last time is done in one piece, and they wait for it.
 */
const TRIES = 2;

async function bringUpToDate(db: Database, scope: Scope, key: SummaryKey): Promise<CompileResult> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const read = await inTransaction(db, (tx) => readDraft(tx, scope, key));
    if ('result' in read) return read.result;
    const rendered = await render(await documentOf(db, scope, read.draft));
    const written = await inTransaction(db, async (tx): Promise<CompileResult | null> => {
      const again = await readDraft(tx, scope, key);
      if ('result' in again) return again.result;
      if (again.draft.compiled.inputsHash !== read.draft.compiled.inputsHash) return null;
      return writeDraft(tx, scope, key, again.draft, rendered);
    });
    if (written) return written;
  }
  return inTransaction(db, async (tx) => {
    const read = await readDraft(tx, scope, key);
    if ('result' in read) return read.result;
    return writeDraft(tx, scope, key, read.draft, await render(await documentOf(tx, scope, read.draft)));
  });
}

async function readDraft(
  tx: Tx,
  scope: Scope,
  key: SummaryKey,
): Promise<{ draft: Draft } | { result: CompileResult }> {
  await lockSummaries(tx, [key.planId]);
  const rows = await tx.summary.findMany({
    where: { organizationId: scope.organizationId, ...key, state: { not: 'superseded' } },
    orderBy: { number: 'desc' },
  });
  const [latest] = rows;
  const issued = rows.find(({ state }) => state === 'issued') ?? null;
  const office = (latest?.office ?? []) as unknown as OfficeStatement[];
  const source = await summaryInputOf(tx, scope, key, office);
  if (!source) {
    const what = 'kỳ báo cáo của kế hoạch trong nửa năm này';
    return { result: { ok: false, error: domainError('NOT_FOUND', { what }) } };
  }
  const compiled = compile(source.input);
  if (latest && latest.inputsHash === compiled.inputsHash) {
    await clearStale(tx, scope, key);
    const { id: summaryId, number } = latest;
    return { result: { ok: true, summaryId, number, changed: false, compiled } };
  }
  const replaces = latest && latest.state !== 'issued' ? latest : null;
  return {
    draft: { source, compiled, replaces, number: replaces?.number ?? (latest?.number ?? -1) + 1, issued },
  };
}

async function writeDraft(
  tx: Tx,
  scope: Scope,
  key: SummaryKey,
  { source, compiled, replaces, number, issued }: Draft,
  rendered: Rendered,
): Promise<CompileResult> {
  const { organizationId } = scope;
  const before = (replaces ?? issued)?.compiled as unknown as CompiledSummary | undefined;
  const diff = before ? diffSummaries(before, compiled) : null;
  const document = await storeDocument(tx, scope, {
    ...rendered,
    kind: number === 0 ? 'summary' : 'supplement',
    title: titleOf(rendered.model),
    number: null,
    fileName: summaryFileName(source.plan.title, key.halfYear, number, true),
  });
  const data = {
    state: 'draft' as const,
    compiled: json(compiled),
    inputsHash: compiled.inputsHash,
    used: json(compiled.submissionsUsed.map(({ submissionId, version }) => ({ submissionId, version }))),
    stale: false,
    ...(diff ? { staleDiff: json(diff) } : {}),
    compiledAt: scope.asOf,
    reviewedById: null,
    reviewedByName: null,
    reviewedAt: null,
    documentId: document.id,
  };
  const row = replaces
    ? await tx.summary.update({ where: { id: replaces.id }, data })
    : await tx.summary.create({ data: { organizationId, ...key, number, ...data } });
  await clearStale(tx, scope, key);
  await audit(tx, scope, {
    action: replaces
      ? 'summary.recompiled'
      : number === 0
        ? 'summary.compiled'
        : 'summary.supplement_compiled',
    subjectType: 'summary',
    subjectId: row.id,
    ...(replaces ? { before: { state: replaces.state, inputsHash: replaces.inputsHash } } : {}),
    after: {
      state: 'draft',
      number,
      inputsHash: compiled.inputsHash,
      reports: compiled.submissionsUsed.length,
    },
    ...(replaces?.state === 'reviewed' ? { reason: 'số liệu thay đổi sau khi rà soát' } : {}),
  });
  return { ok: true, summaryId: row.id, number, changed: true, compiled };
}

const clearStale = (tx: Tx, { organizationId }: Scope, key: SummaryKey): Promise<unknown> =>
  tx.summary.updateMany({ where: { organizationId, ...key, stale: true }, data: { stale: false } });

const json = (value: unknown): Prisma.InputJsonValue =>
  JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

export const titleOf = (model: OfficialDocument): string => `${model.typeName ?? 'Báo cáo'} ${model.title}`;

export const summaryFileName = (title: string, halfYear: string, number: number, draft: boolean): string =>
  [
    'bao-cao-tong-hop',
    slugOf(title).slice(0, 60).replace(/-+$/, ''),
    halfYear.toLowerCase(),
    ...(number > 0 ? [`bo-sung-${number}`] : []),
    ...(draft ? ['du-thao'] : []),
  ].join('-');

async function documentOf(
  db: Database | Tx,
  scope: Scope,
  { source, compiled, number, issued }: Draft,
): Promise<OfficialDocument> {
  // The draft's own time is the time of its data: compiled again from the same inputs it is the same file (B90).
  return summaryDocument(db, scope.organizationId, {
    source,
    compiled,
    number,
    issued,
    final: null,
    createdAt: source.dataAsOf,
  });
}

/** The model of a summary or supplement, as a draft or in its final form. */
export async function summaryDocument(
  db: Tx | Database,
  organizationId: string,
  args: {
    source: Pick<SummaryInput, 'organization' | 'plan'>;
    compiled: CompiledSummary;
    number: number;
    issued: Summary | null;
    final: { number: number | null; date: string } | null;
    createdAt: string;
  },
): Promise<OfficialDocument> {
  const { source, compiled, number, issued, final, createdAt } = args;
  const issuer = issuerOf(source.organization, source.plan);
  const signer = await signerOf(db, organizationId, { system: issuer.system, kind: 'summary' });
  const supplement = number > 0 && issued ? await supplementOf(db, { number, issued, compiled }) : undefined;
  return summaryReport({
    issuer,
    number: final?.number ?? null,
    date: final?.date ?? null,
    signer,
    draft: final === null,
    createdAt,
    summary: compiled,
    ...(supplement ? { supplement } : {}),
  });
}

async function supplementOf(
  db: Tx | Database,
  { number, issued, compiled }: { number: number; issued: Summary; compiled: CompiledSummary },
) {
  const document = issued.documentId
    ? await db.issuedDocument.findUnique({ where: { id: issued.documentId }, select: { number: true } })
    : null;
  const diff: SummaryDiff = diffSummaries(issued.compiled as unknown as CompiledSummary, compiled);
  const issuedAt = isoInstant(issued.issuedAt ?? issued.compiledAt);
  return { number, of: document?.number ?? '…', ofDate: localDate(issuedAt), diff };
}
