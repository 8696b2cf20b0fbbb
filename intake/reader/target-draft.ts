// A target while the document is still being read, and the milestone that its surroundings set for it.
import type { LineRange } from '../model';
import type { Comparator, Target } from '../reading';
import type { Context } from './context';
import { headingMilestone, type Inherited } from './milestones';
import { ancestors, type Node } from './outline';

export const coarse = (comparator: Comparator | null): Target['comparator_coarse'] => {
  if (comparator === '>') return '>=';
  if (comparator === '<') return '<=';
  if (comparator === 'approx') return '=';
  return comparator;
};

export interface DraftTarget extends Omit<Target, 'id' | 'indicator_id'> {
  /** Draft of the total it is part of. */
  total: DraftTarget | null;
  /** Draft whose indicator it shares. */
  sibling: DraftTarget | null;
  node: Node | null;
  /** The count is written as a word; outside the objectives it only counts as the repetition of a target. */
  worded: boolean;
}

export const emptyTarget = (lines: LineRange[], confidence: number): DraftTarget => ({
  scope: 'main',
  kind: 'indicator',
  measurable: true,
  text: '',
  indicator: '',
  comparator: null,
  comparator_coarse: null,
  value: null,
  value_max: null,
  unit: null,
  per: null,
  change: null,
  base_year: null,
  milestone_year: null,
  milestone_date: null,
  milestone_text: null,
  milestone_source: null,
  qualifier: null,
  responsible_units: [],
  responsible_source: null,
  restates: null,
  part_of: null,
  conflicts_with: null,
  note: null,
  lines,
  confidence,
  total: null,
  sibling: null,
  node: null,
  worded: false,
});

/** The milestone that headings above a node, or the title, set for it. */
export function inheritedMilestone(ctx: Context, node: Node): Inherited {
  // "3. Định hướng đến năm 2035: phấn đấu đạt …": the heading stands on the target's own line.
  for (const heading of node.inline ? [node, ...ancestors(node)] : ancestors(node)) {
    const own = heading.inline
      ? heading.item.folded.slice(0, heading.item.text.length - heading.inline.text.length)
      : heading.item.folded;
    if (own.length > 400) continue;
    const milestone = headingMilestone(own);
    if (milestone?.year)
      return { year: milestone.year, date: milestone.date, text: milestone.text, source: 'heading' };
    // A heading "Tầm nhìn" takes the vision year, and no other.
    if (heading.section === 'tam_nhin' && heading.opensSection && ctx.document.period.vision_year) {
      return {
        year: ctx.document.period.vision_year,
        date: null,
        text: ctx.document.period.text,
        source: 'title',
      };
    }
  }
  const { end_year: year, text, note } = ctx.document.period;
  if (year !== null && note === null) return { year, date: null, text, source: 'title' };
  return { year: null, date: null, text: null, source: null };
}
