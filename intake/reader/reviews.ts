// Preliminary and final reviews (sơ kết, tổng kết): when, of what span, who holds them.
import type { Review, RoadmapStage } from '../reading';
import { squeeze } from '../text/fold';
import { linesAt } from '../text/items';
import { semicolonAfter, sentencesOf } from './clauses';
import type { Context } from './context';

const WORD = /(sơ|tổng) kết(?! quả)/g;
const NOT_REVIEW = /(?:báo cáo tổng kết nghị quyết|hội nghị tổng kết năm \d{4} của)/;

export function readReviews(ctx: Context, roadmap: Omit<RoadmapStage, 'id'>[]): Review[] {
  const out: Omit<Review, 'id'>[] = [];
  for (const node of ctx.outline.nodes) {
    if (node.item.table || ['hien_trang', 'can_cu', 'opening', 'khac'].includes(node.section)) continue;
    const { item } = node;
    for (const sentence of sentencesOf(item.text)) {
      const folded = item.folded.slice(sentence.from, sentence.to);
      if (!/(?:sơ|tổng) kết/.test(folded) || NOT_REVIEW.test(folded)) continue;
      const seen = new Set<string>();
      for (const match of folded.matchAll(WORD)) {
        const kind = match[1] === 'sơ' ? 'so_ket' : 'tong_ket';
        if (seen.has(kind)) continue;
        seen.add(kind);
        const at = sentence.from + (match.index ?? 0);
        const start = Math.max(sentence.from, item.folded.lastIndexOf(';', at) + 1);
        const end = semicolonAfter(item.folded, at, sentence.to);
        const after = item.folded.slice(at, end);
        const limit = after.slice(3).search(/(?:sơ|tổng) kết/);
        const scope =
          limit > 0 && /\d{4}/.test(after.slice(0, limit + 3)) ? after.slice(0, limit + 3) : after;
        const span = /giai đoạn\s*(\d{4}\s*-\s*\d{4}|đến năm \d{4})|(\d{4}\s*-\s*\d{4})/.exec(scope);
        const year = /(?:năm|vào|cuối|đến năm|quý [iv]+\/?)\s*(\d{4})(?!\s*-)/.exec(scope);
        const units = ctx.unitsOf(node);
        const requirement = ['yeu_cau', 'muc_dich_yeu_cau', 'muc_dich'].includes(node.section);
        const dated = span !== null || year !== null;
        out.push({
          kind,
          tier: requirement || (!dated && units.inUnitList) ? 'secondary' : 'primary',
          text: squeeze(item.text.slice(start, end)).replace(/[\s,;.]+$/, ''),
          period: span ? squeeze(span[1] ?? span[2] ?? '') : null,
          year: year ? Number(year[1]) : null,
          organiser: /tham mưu\s+(?:cho\s+)?(?:ubnd|ủy ban nhân dân)/.test(item.folded.slice(start, at))
            ? 'Ủy ban nhân dân'
            : null,
          advised_by: /tham mưu/.test(item.folded.slice(0, at)) ? units.subject : null,
          lines: linesAt(item, start, end),
          confidence: ctx.confidence * (dated ? 0.9 : 0.7),
        });
      }
    }
  }
  for (const stage of roadmap) {
    for (const text of stage.items) {
      for (const kind of ['so_ket', 'tong_ket'] as const) {
        if (!text.toLowerCase().includes(kind === 'so_ket' ? 'sơ kết' : 'tổng kết')) continue;
        out.push({
          kind,
          tier: 'primary',
          text,
          period: stage.stage,
          year: null,
          organiser: null,
          advised_by: null,
          lines: stage.lines,
          confidence: ctx.confidence * 0.7,
        });
      }
    }
  }
  return out.map((review, i) => ({ id: `V${i + 1}`, ...review }));
}
