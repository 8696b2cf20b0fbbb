// Purposes, requirements, objectives and visions: one entry for each bullet or paragraph.
import type { FundingClause, Objective, ObjectiveKind } from '../reading';
import { squeeze } from '../text/fold';
import { itemLines } from '../text/items';
import type { Context } from './context';
import type { SectionKind } from './sections';

const KIND: Partial<Record<SectionKind, ObjectiveKind>> = {
  muc_dich: 'muc_dich',
  yeu_cau: 'yeu_cau',
  muc_dich_yeu_cau: 'muc_dich_yeu_cau',
  muc_tieu: 'muc_tieu_cu_the',
  muc_tieu_chung: 'muc_tieu_chung',
  muc_tieu_cu_the: 'muc_tieu_cu_the',
  tam_nhin: 'tam_nhin',
  quan_diem: 'dinh_huong',
};

interface Leaf {
  text: string;
  lines: [number, number][];
  section: SectionKind;
}

/** Leaf items of sections: headings and lead-ins are left out, content on a heading's own line is taken. */
function* leaves(ctx: Context): Generator<Leaf> {
  for (const node of ctx.outline.nodes) {
    const { item } = node;
    if (item.table) continue;
    if (node.opensSection) {
      if (node.inline)
        yield { text: squeeze(node.inline.text), lines: itemLines(node.inline), section: node.section };
      continue;
    }
    if (node.children.length > 0 && (/:\s*$/.test(item.text) || item.text.length < 120)) continue;
    yield { text: squeeze(item.text), lines: itemLines(item), section: node.section };
  }
}

export function readObjectives(ctx: Context): Objective[] {
  const out: Objective[] = [];
  for (const leaf of leaves(ctx)) {
    const kind = KIND[leaf.section];
    if (kind)
      out.push({
        id: `O${out.length + 1}`,
        kind,
        text: leaf.text,
        lines: leaf.lines,
        confidence: ctx.confidence * 0.95,
      });
  }
  return out;
}

export function readFunding(ctx: Context): FundingClause[] {
  const out: FundingClause[] = [];
  for (const leaf of leaves(ctx)) {
    if (leaf.section === 'kinh_phi')
      out.push({
        id: `F${out.length + 1}`,
        text: leaf.text,
        lines: leaf.lines,
        confidence: ctx.confidence * 0.95,
      });
  }
  return out;
}
