/** Names of the report form's fields, and the form read back as draft content (documented in web/forms.md). */
import { type DraftContent, SECTIONS, type SectionName, type TypedFigure } from '../../../services/drafts';
import type { ReadForm } from '../../http/form';

export const SECTION_LABELS: Record<SectionName, { label: string; hint: string }> = {
  results: { label: 'Kết quả thực hiện', hint: 'Việc đã làm trong kỳ, kết quả chính.' },
  difficulties: { label: 'Khó khăn, vướng mắc', hint: 'Ghi “Không” nếu không có.' },
  proposals: { label: 'Đề xuất, kiến nghị', hint: 'Ghi “Không” nếu không có.' },
  nextPeriod: { label: 'Nhiệm vụ kỳ tới', hint: 'Việc trọng tâm của kỳ sau.' },
};

const FIGURE_PARTS = ['value', 'numerator', 'denominator', 'unit', 'assessment', 'note'] as const;
export type FigurePart = (typeof FIGURE_PARTS)[number];

export const figureField = (targetId: string, part: FigurePart): string => `figures.${targetId}.${part}`;
/** id on the page; the services name a faulty figure 'figures.<targetId>'. */
export const figureId = (targetId: string, part: FigurePart): string =>
  part === 'value' ? `figures.${targetId}` : figureField(targetId, part);

export function contentFromForm(form: ReadForm): DraftContent & { basedOn: string | null | undefined } {
  const sections = Object.fromEntries(SECTIONS.map((name) => [name, form.raw(name)])) as Record<
    SectionName,
    string
  >;
  const figures = new Map<string, TypedFigure>();
  for (const name of form.names()) {
    const match = /^figures\.([\w-]+)\.(\w+)$/.exec(name);
    const part = FIGURE_PARTS.find((known) => known === match?.[2]);
    if (!match?.[1] || !part) continue;
    const figure = figures.get(match[1]) ?? { targetId: match[1], value: '' };
    figure[part] = form.text(name);
    figures.set(match[1], figure);
  }
  const token = form.names().includes('basedOn') ? form.text('basedOn') || null : undefined;
  return { sections, figures: [...figures.values()], nil: form.text('nil') === '1', basedOn: token };
}

/** Sections a report cannot do without; difficulties and proposals may truly be none (services/missing.ts says the same in mails). */
const REQUIRED: readonly SectionName[] = ['results', 'nextPeriod'];

/** What is still to be filled in, in the order of the form (B43). */
export function missingItems(
  content: DraftContent,
  targets: readonly { targetId: string; indicator: string; inWords: boolean; isRatio: boolean }[],
): { field: string; label: string }[] {
  if (content.nil) return [];
  const missing: { field: string; label: string }[] = REQUIRED.filter(
    (name) => content.sections[name].trim() === '',
  ).map((name) => ({ field: name, label: SECTION_LABELS[name].label }));
  for (const target of targets) {
    const figure = content.figures.find(({ targetId }) => targetId === target.targetId);
    const filled = figure && (figure.value || figure.numerator || figure.assessment || figure.note);
    if (!filled) missing.push({ field: figureId(target.targetId, 'value'), label: target.indicator });
  }
  return missing;
}
