// Targets without a figure: incomplete, relative, yes/no. They are kept and asked about, never given a number.
import type { Comparator, Qualifier, TargetKind } from '../reading';
import { squeeze } from '../text/fold';
import { type Item, linesAt } from '../text/items';
import type { Span } from './clauses';
import type { Context } from './context';
import { milestonesIn } from './milestones';
import type { Node } from './outline';
import { coarse, type DraftTarget, emptyTarget, inheritedMilestone } from './target-draft';

interface Input {
  ctx: Context;
  node: Node;
  item: Item;
  sentence: Span;
  /** Clauses that already carry a figure. */
  covered: Span[];
  orphan: Qualifier | null;
}

const RELATIVE =
  /(?:cao hơn|thấp hơn|nhiều hơn|lớn hơn|tăng|giảm|tốt hơn)\s*(?:so với|giai đoạn trước|năm trước|bình quân|mức bình quân|cùng kỳ)|năm sau cao hơn năm trước|cao hơn (?:giai đoạn|mức|năm)/;
const BLANK_NUMBER =
  /(?:đạt|trên|dưới|từ|khoảng|là|có|còn|tăng|giảm)\s*(?:\.{2,}|…+|_{2,})?\s*(?:%|ha(?![\p{L}])|triệu đồng|tỷ đồng|tấn|…|\.{3,}|_{2,})/u;
const ZERO =
  /(?:^\s*|[,;]\s*|phấn đấu\s+|bảo đảm\s+|đảm bảo\s+|năm \d{4},?\s+)(không (?:có|để (?:xảy ra|phát sinh|tồn tại|còn|có)|còn|phát sinh))\s+(trường hợp|vụ việc|vụ|hộ|trẻ em|phụ nữ|lao động|bệnh nhân|ca|tàu cá|phương tiện|địa bàn|khu phố|ấp|điểm|cơ sở|hồ sơ|công trình|người|học sinh|ổ dịch|khiếu nại|đơn thư|cán bộ|doanh nghiệp|thôn|đảng viên|tai nạn|cháy|vi phạm|ngộ độc|sự cố|điểm nóng|cơ quan|đơn vị|xã|phường|văn bản|chi bộ|đảng bộ|hợp tác xã|htx|tổ chức (?:cơ sở )?đảng)(?![\p{L}])/u;
/** What must not happen, where it is nothing that is counted: a person says how it is measured. */
const NEVER_HAPPENS =
  /(?:^\s*|[,;]\s*|phấn đấu\s+|bảo đảm\s+|đảm bảo\s+|năm \d{4},?\s+|tuyệt đối\s+)không để (?:xảy ra|phát sinh|bị|mất|tái|bùng phát|lây lan)/;
/** "Thuộc nhóm 15 tỉnh dẫn đầu": a place among others, whose figure is no quantity. */
const RANK =
  /(?:thuộc|trong|vào|lọt|đứng)(?: vào)?(?: trong)? (?:nhóm|top|tốp) (?:\d|các (?:tỉnh|xã|địa phương|đơn vị))/;
const ALL =
  /(?:^\s*|[,;]\s*|phấn đấu\s+|năm \d{4},?\s+|bảo đảm\s+|đảm bảo\s+)(toàn bộ|tất cả)\s+(?:các\s+)?[^,;.]{2,60}(?:,[^,;.]{2,40}){0,3}?(?:được|đạt|có|thực hiện|hoàn thành|áp dụng|sử dụng|tham gia)(?![\p{L}\d])/u;
const INDICATOR_NOUN =
  /^(?:(?:phấn đấu|phần đầu|đến năm \d{4},?|bảo đảm|tiếp tục|nâng|tăng|giảm)\s*)*(?:tỷ lệ|tỉ lệ|diện tích|số (?:lượng|hộ|mô hình|sản phẩm|doanh nghiệp|lao động|người|lượt)|giá trị|sản lượng|thu nhập|năng suất|tốc độ|tổng (?:diện tích|sản lượng|giá trị|thu)|độ che phủ|chỉ số|cơ cấu)/;
const HAS =
  /^(?:(?:phấn đấu|phần đầu|đến năm \d{4},?)\s*)*có (?:thêm )?(?:các )?(?:sản phẩm|doanh nghiệp|hợp tác xã|mô hình|chuỗi|vùng|dự án|cơ sở|hộ|thôn|xã)/;
const FINISH =
  /(?:hoàn thành|hoàn thiện|ban hành|đạt (?:chuẩn|tiêu chuẩn|tiêu chí)|được công nhận|công nhận|đưa vào (?:sử dụng|vận hành|khai thác)|phê duyệt|thành lập|khánh thành|kết thúc)/;

/** Entries for the clauses of a sentence that aim at something without saying how much. */
export function softTarget(input: Input): DraftTarget[] {
  const { item, sentence, covered } = input;
  const out: DraftTarget[] = [];
  for (const clause of semicolonParts(item.text, sentence)) {
    if (covered.some((span) => span.from < clause.to && span.to > clause.from)) continue;
    const folded = item.folded.slice(clause.from, clause.to);
    const trimmed = folded.trimStart();
    const zero = ZERO.exec(folded);
    if (zero) {
      out.push(figured(input, clause, 0, zero[2] ?? null, `"${zero[1]}" đọc là 0`));
      continue;
    }
    if (ALL.test(folded) && !/trong (?:toàn bộ|tất cả)/.test(folded)) {
      out.push(figured(input, clause, 100, '%', 'ghi bằng chữ "toàn bộ"'));
      continue;
    }
    if (RELATIVE.test(folded))
      out.push(unfigured(input, clause, 'relative', /thấp hơn|giảm/.test(folded) ? '<' : '>'));
    else if (NEVER_HAPPENS.test(folded)) out.push(unfigured(input, clause, 'qualitative', null));
    else if (RANK.test(folded)) out.push(unfigured(input, clause, 'incomplete', null));
    else if (BLANK_NUMBER.test(folded)) out.push(unfigured(input, clause, 'incomplete', null));
    else if (input.orphan && covered.length === 0)
      out.push(unfigured(input, clause, 'incomplete', input.orphan.comparator));
    else if (
      covered.length === 0 &&
      FINISH.test(folded) &&
      milestonesIn(folded).some((milestone) => !milestone.recurring)
    )
      out.push(unfigured(input, clause, 'deliverable', null));
    else if (
      input.node.section === 'muc_tieu_cu_the' &&
      sentence.from === 0 &&
      covered.length === 0 &&
      (INDICATOR_NOUN.test(trimmed) || HAS.test(trimmed)) &&
      clause.from === sentence.from
    ) {
      out.push(unfigured(input, clause, 'incomplete', null));
    }
  }
  return out;
}

function semicolonParts(text: string, sentence: Span): Span[] {
  const out: Span[] = [];
  let from = sentence.from;
  for (let i = sentence.from; i <= sentence.to; i++) {
    if (i === sentence.to || text.charAt(i) === ';') {
      if (text.slice(from, i).trim().length > 8) out.push({ from, to: i });
      from = i + 1;
    }
  }
  return out;
}

function base(input: Input, clause: Span): DraftTarget {
  const { ctx, node, item } = input;
  const draft = emptyTarget(linesAt(item, clause.from, clause.to), ctx.confidence * 0.75);
  const text = squeeze(item.text.slice(clause.from, clause.to)).replace(/[\s,;.]+$/, '');
  const milestone = milestonesIn(item.folded.slice(clause.from, clause.to)).find((hit) => !hit.recurring);
  const inherited = inheritedMilestone(ctx, node);
  return {
    ...draft,
    node,
    text,
    indicator: text.slice(0, 200),
    milestone_year: milestone ? milestone.year : inherited.year,
    milestone_date: milestone ? milestone.date : inherited.date,
    milestone_text: milestone ? milestone.text : inherited.text,
    milestone_source: milestone ? 'clause' : inherited.source,
    note: milestone?.ambiguous ? 'mốc "trước năm" có thể hiểu hai cách' : null,
  };
}

function figured(input: Input, clause: Span, value: number, unit: string | null, note: string): DraftTarget {
  return {
    ...base(input, clause),
    kind: 'indicator',
    measurable: true,
    comparator: '=',
    comparator_coarse: '=',
    value,
    unit,
    note,
  };
}

function unfigured(input: Input, clause: Span, kind: TargetKind, comparator: Comparator | null): DraftTarget {
  return {
    ...base(input, clause),
    kind,
    measurable: false,
    comparator,
    comparator_coarse: coarse(comparator),
    qualifier: kind === 'incomplete' ? input.orphan : null,
  };
}
