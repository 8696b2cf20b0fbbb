// Roadmaps written as a list: one stage for each item or heading that starts with years.
import type { RoadmapStage } from '../reading';
import { squeeze } from '../text/fold';
import { itemLines } from '../text/items';
import type { Context } from './context';

const STAGE =
  /^(?:giai đoạn(?: \d| [ivx]+)?\s*[(:]?\s*)?(?:từ )?(?:năm )?(20\d{2})(?:\s*(?:-|đến)\s*(?:năm )?(20\d{2}))?\)?/;

/** "Giai đoạn 1 (từ ngày 01/6/2026 đến ngày 15/7/2026): …": a numbered stage whose years stand in its days. */
const DATED =
  /^(?:giai đoạn|đợt|bước) (?:\d|[ivx]+)\s*(?:\(([^()]*20\d{2}[^()]*)\)|[:,]?\s*((?:từ )?(?:ngày|tháng|quý) [^:;,.]*20\d{2}))/;

interface Stage {
  length: number;
  start: number;
  end: number;
}

function stageAt(folded: string): Stage | null {
  const years = STAGE.exec(folded);
  if (years) return { length: years[0].length, start: Number(years[1]), end: Number(years[2] ?? years[1]) };
  const dated = DATED.exec(folded);
  if (!dated) return null;
  const named = (dated[1] ?? dated[2] ?? '').match(/20\d{2}/g) ?? [];
  return { length: dated[0].length, start: Number(named[0]), end: Number(named.at(-1)) };
}

export function roadmapOf(ctx: Context): Omit<RoadmapStage, 'id'>[] {
  const out: Omit<RoadmapStage, 'id'>[] = [];
  for (const node of ctx.outline.nodes) {
    if (node.section !== 'lo_trinh' || node.opensSection || node.item.table) continue;
    const { item } = node;
    const found = stageAt(item.folded);
    if (found) {
      const rest = item.text.slice(found.length).replace(/^[\s:;.,)-]+/, '');
      const items = rest
        .split(';')
        .map((part) => squeeze(part).replace(/\.$/, ''))
        .filter((part) => part.length > 3);
      out.push({
        stage: squeeze(item.text.slice(0, found.length)),
        start_year: found.start,
        end_year: found.end,
        items,
        lines: itemLines(item),
        confidence: ctx.confidence * 0.9,
      });
    } else {
      const last = out.at(-1);
      if (last && node.parent && node.parent.section === 'lo_trinh' && !node.parent.opensSection) {
        last.items.push(squeeze(item.text).replace(/[;.]$/, ''));
        last.lines.push(...itemLines(item));
      }
    }
  }
  return out;
}
