/** The draft of a report: saved as typed, shared by whoever works on it, never counted as received (B58). */
import { createHash } from 'node:crypto';
import { type DomainError, domainError } from '../domain/errors';
import { formatInstant, formatNumber } from '../domain/format';
import type { ObligationState } from '../domain/obligation';
import { OBLIGATION_STATE_TERMS } from '../domain/terms';
import { isoInstant } from '../domain/time';
import type { Submission } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { lockedObligation, lockOf, type ObligationRow } from './obligations';

export const SECTIONS = ['results', 'difficulties', 'proposals', 'nextPeriod'] as const;
export type SectionName = (typeof SECTIONS)[number];
export type ReportSections = Record<SectionName, string>;

/** A figure as the person typed it; read as numbers only on submission, so that nothing typed is lost (law 9). */
export interface TypedFigure {
  targetId: string;
  value: string;
  numerator?: string;
  denominator?: string;
  /** unit of measure, where it is not the target's own (B83) */
  unit?: string;
  /** words for a target without a number (B85) */
  assessment?: string;
  /** explanation of an unusual value (B84) */
  note?: string;
}

export interface DraftContent {
  sections: ReportSections;
  figures: TypedFigure[];
  nil: boolean;
}

export interface Draft extends DraftContent {
  submissionId: string;
  obligationId: string;
  version: number;
  /** Changes with every change of the content; handed back when saving so that nobody overwrites another's work. */
  token: string;
  savedAt: Date;
  savedByName: string;
  files: { fileId: string; name: string; size: number; contentType: string }[];
}

export type SaveDraftResult = { ok: true; draft: Draft } | { ok: false; error: DomainError; current?: Draft };

const DRAFT_INCLUDE = {
  files: {
    include: { file: { select: { size: true, contentType: true } } },
    orderBy: { name: 'asc' },
  },
} as const;

type DraftRow = Submission & {
  files: { fileId: string; name: string; file: { size: number; contentType: string } }[];
};

export const contentToken = (content: DraftContent): string =>
  createHash('sha256')
    .update(JSON.stringify([content.sections, content.figures, content.nil]))
    .digest('base64url')
    .slice(0, 22);

/** Only the fields the form knows, in one order: the token must not depend on who sent the JSON. */
export function tidyContent(input: {
  sections?: Partial<Record<SectionName, string>>;
  figures?: readonly TypedFigure[];
  nil?: boolean;
}): DraftContent {
  const sections = Object.fromEntries(
    SECTIONS.map((name) => [name, (input.sections?.[name] ?? '').normalize('NFC')]),
  ) as ReportSections;
  const figures = (input.figures ?? []).map((figure): TypedFigure => {
    const tidy: TypedFigure = { targetId: figure.targetId, value: figure.value.trim() };
    for (const name of ['numerator', 'denominator', 'unit', 'assessment', 'note'] as const) {
      const text = figure[name]?.trim().normalize('NFC');
      if (text) tidy[name] = text;
    }
    return tidy;
  });
  return { sections, figures, nil: input.nil ?? false };
}

/** A submitted figure as text for the next draft: '1250.75' → '1.250,75'. */
const typed = (value: unknown): string =>
  typeof value === 'number' ? formatNumber(value) : typeof value === 'string' ? value : '';

/** The content of a stored version in the form in which people edit it. */
export function contentOf(row: Pick<Submission, 'sections' | 'figures' | 'nil'>): DraftContent {
  const stored = Array.isArray(row.figures) ? (row.figures as Record<string, unknown>[]) : [];
  return tidyContent({
    sections: row.sections as Partial<ReportSections>,
    figures: stored.map((figure) => ({
      targetId: String(figure.targetId),
      value: typed(figure.value),
      numerator: typed(figure.numerator),
      denominator: typed(figure.denominator),
      unit: typed(figure.unit),
      assessment: typed(figure.assessment),
      note: typed(figure.note),
    })),
    nil: row.nil,
  });
}

function draftOf(row: DraftRow): Draft {
  const content = contentOf(row);
  return {
    ...content,
    submissionId: row.id,
    obligationId: row.obligationId,
    version: row.version,
    token: contentToken(content),
    savedAt: row.updatedAt,
    savedByName: row.enteredByName,
    files: row.files.map(({ fileId, name, file }) => ({ fileId, name, ...file })),
  };
}

export async function readDraft(tx: Tx, scope: Scope, obligationId: string): Promise<Draft | null> {
  const row = await tx.submission.findFirst({
    where: { organizationId: scope.organizationId, obligationId, state: 'draft' },
    include: DRAFT_INCLUDE,
  });
  return row ? draftOf(row) : null;
}

/** Why this report takes no input from the actor now, null where it does. */
export async function inputRefusal(
  tx: Tx,
  scope: Scope,
  found: { obligation: ObligationRow; state: ObligationState },
): Promise<DomainError | null> {
  const { status } = found.state;
  // Sent and not decided: a newer text would go round the office's eyes. It is withdrawn first, or returned.
  if (status === 'submitted') return domainError('LINK_USED');
  if (status === 'exempt' || status === 'cancelled') {
    const params = { state: OBLIGATION_STATE_TERMS[status], action: 'nhập báo cáo' };
    return domainError('TRANSITION_NOT_ALLOWED', params);
  }
  const locked = await lockOf(tx, found, scope.asOf);
  // The office enters what came on paper in time although the unit's form is locked (B54).
  return locked?.code === 'LOCKED_PAST_GRACE' && scope.actor.kind === 'user' ? null : locked;
}

/** What the next version starts from: the newest one sent, else nothing. */
async function newestContent(tx: Tx, scope: Scope, obligationId: string): Promise<DraftContent> {
  const last = await tx.submission.findFirst({
    where: { organizationId: scope.organizationId, obligationId },
    orderBy: { version: 'desc' },
    select: { sections: true, figures: true, nil: true },
  });
  return last ? contentOf(last) : tidyContent({});
}

/** The draft row of an obligation, created from the newest version where there is none. Expects the row lock. */
export async function draftRow(tx: Tx, scope: Scope, obligationId: string): Promise<DraftRow> {
  const { organizationId, asOf, actor } = scope;
  const known = await tx.submission.findFirst({
    where: { organizationId, obligationId, state: 'draft' },
    include: DRAFT_INCLUDE,
  });
  if (known) return known;
  const last = await tx.submission.findFirst({
    where: { organizationId, obligationId },
    orderBy: { version: 'desc' },
    include: { files: true },
  });
  const content = last ? contentOf(last) : tidyContent({});
  return tx.submission.create({
    data: {
      organizationId,
      obligationId,
      version: (last?.version ?? 0) + 1,
      state: 'draft',
      sections: { ...content.sections },
      figures: content.figures.map((figure) => ({ ...figure })),
      nil: content.nil,
      enteredAt: asOf,
      updatedAt: asOf,
      enteredByKind: actor.kind,
      enteredById: actor.id ?? '',
      enteredByName: actor.name,
      files: {
        create: (last?.files ?? []).map(({ fileId, name }) => ({ fileId, name })),
      },
    },
    include: DRAFT_INCLUDE,
  });
}

export interface SaveDraftInput {
  obligationId: string;
  sections?: Partial<Record<SectionName, string>>;
  figures?: readonly TypedFigure[];
  nil?: boolean;
  /** token of the draft the form was filled from; null for a form that began empty, undefined = do not check */
  basedOn?: string | null;
}

/** Saves what was typed; autosave calls this too. Tells of a conflict instead of overwriting another person's text. */
export function saveDraft(db: Database, scope: Scope, input: SaveDraftInput): Promise<SaveDraftResult> {
  return inTransaction(db, (tx) => saveDraftIn(tx, scope, input));
}

export async function saveDraftIn(tx: Tx, scope: Scope, input: SaveDraftInput): Promise<SaveDraftResult> {
  const found = await lockedObligation(tx, scope, input.obligationId);
  if (!found.ok) return found;
  const refused = await inputRefusal(tx, scope, found);
  if (refused) return { ok: false, error: refused };
  const existing = await readDraft(tx, scope, input.obligationId);
  const last = existing ?? (await newestContent(tx, scope, input.obligationId));
  // Fields that the form did not send keep what they held.
  const content = tidyContent({
    sections: input.sections ?? last.sections,
    figures: input.figures ?? last.figures,
    nil: input.nil ?? last.nil,
  });
  const token = contentToken(content);
  if (existing) {
    if (existing.token === token) return { ok: true, draft: existing };
    if (input.basedOn !== undefined && input.basedOn !== existing.token) {
      const at = formatInstant(isoInstant(existing.savedAt));
      const error = domainError('DRAFT_CHANGED', { name: 'người khác', at });
      return { ok: false, error, current: existing };
    }
  }
  const row = await draftRow(tx, scope, input.obligationId);
  const saved = await tx.submission.update({
    where: { id: row.id },
    data: {
      sections: { ...content.sections },
      figures: content.figures.map((figure) => ({ ...figure })),
      nil: content.nil,
      updatedAt: scope.asOf,
      enteredByKind: scope.actor.kind,
      enteredById: scope.actor.id ?? '',
      enteredByName: scope.actor.name,
    },
    include: DRAFT_INCLUDE,
  });
  // One audit row per hand that begins a draft, not per keystroke that autosave keeps.
  if (!existing || existing.savedByName !== scope.actor.name) {
    const after = { version: row.version };
    await audit(tx, scope, { action: 'draft.saved', subjectType: 'submission', subjectId: row.id, after });
  }
  return { ok: true, draft: draftOf(saved) };
}
