// Roadmaps written as a list: one stage for each item or heading that starts with years.
import type { RoadmapStage } from '../reading';
import { squeeze } from '../text/fold';
import { itemLines } from '../text/items';
import type { Context } from './context';

const STAGE =
  /^(?:giai đoạn(?: \d| [ivx]+)?\s*[(:]?\s*)?(?:từ )?(?:năm )?(20\d{2})(?:\s*(?:-|đến)\s*(?:năm )?(20\d{2}))?\)?/;

export function roadmapOf(ctx: Context): Omit<RoadmapStage, 'id'>[] {
  const out: Omit<RoadmapStage, 'id'>[] = [];
  for (const node of ctx.outline.nodes) {
    if (node.section !== 'lo_trinh' || node.opensSection || node.item.table) continue;
    const { item } = node;
    const match = STAGE.exec(item.folded);
    if (match) {
      const rest = item.text.slice(match[0].length).replace(/^[\s:;.,)-]+/, '');
      const items = rest
        .split(';')
        .map((part) => squeeze(part).replace(/\.$/, ''))
        .filter((part) => part.length > 3);
      const start = Number(match[1]);
      out.push({
        stage: squeeze(item.text.slice(0, match[0].length)),
        start_year: start,
        end_year: match[2] ? Number(match[2]) : start,
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
