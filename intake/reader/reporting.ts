// Reporting duties, clause by clause: who, to whom, through whom, who compiles, which cycle, which printed deadline.
import type { ReportingClause, ReportKind } from '../reading';
import { squeeze } from '../text/fold';
import { type Item, linesAt } from '../text/items';
import { isBullet } from '../text/markers';
import { type Span, sentencesOf } from './clauses';
import type { Context } from './context';
import { cyclesIn, onDemand, periodic } from './cycles';
import { afterEventIn, type DateHit, datesIn } from './due-dates';
import { labelsIn } from './labels';
import {
  CYCLED,
  fillFromRegime,
  mergeSameKind,
  mergeSections,
  type ReportDraft,
  setTiers,
  underRegime,
} from './merge-reports';
import type { Node } from './outline';
import { channelOf, type Parties, partiesOf } from './parties';
import { isDuty, isNoise, isObstacle, REPORT_VERB } from './reporting-words';
import { type Scheduled, schedule } from './schedule';
import type { SectionKind } from './sections';
import { isClosing } from './task-shape';
import { unitSubject } from './unit-names';

const SILENT: ReadonlySet<SectionKind> = new Set([
  'hien_trang',
  'can_cu',
  'kinh_phi',
  'muc_tieu',
  'muc_tieu_chung',
  'muc_tieu_cu_the',
  'tam_nhin',
  'thi_dua',
  'lo_trinh',
  'doi_tuong',
  'muc_dich',
  'quan_diem',
]);

/** "- Thời gian thực hiện: + Các phòng gửi kết quả trước ngày …": the times of one task may be those of its reports. */
const isSilent = (node: Node): boolean =>
  SILENT.has(node.section) && !(node.section === 'lo_trinh' && isBullet(node.parent?.item.marker ?? null));

export function readReporting(ctx: Context): ReportingClause[] {
  const drafts: ReportDraft[] = [];
  let lead: { duty: ReportDraft; under: Node | null } | null = null;
  for (const node of ctx.outline.nodes) {
    if (node.item.table || isSilent(node) || (node.section === 'khac' && node.appendix)) continue;
    const item = node.opensSection
      ? (node.inline ?? (node.section === 'bao_cao' && !/[.;]$/.test(node.item.text) ? null : node.item))
      : node.item;
    if (!item) continue;
    if (node.section === 'opening' && !isClosingText(item.folded)) continue;
    // "Thực hiện chế độ báo cáo:" or "- Tổng hợp, báo cáo ở cấp tỉnh" only opens the list below it.
    if (
      node.children.length > 0 &&
      !/[.;]\s*$/.test(item.text) &&
      datesIn(item.folded).length === 0 &&
      cyclesIn(item.folded, []).length === 0
    )
      continue;
    if (isProduct(item)) continue;
    const duties = itemDuties(ctx, node, item);
    // "Các đơn vị báo cáo gửi về Phòng A theo thời gian sau:": who and to whom, of the bullets below.
    const opens = /:\s*$/.test(item.text) && !duties.some((duty) => duty.due || CYCLED.has(duty.kind));
    const below = isBullet(node.next?.item.marker ?? null) || node.children.length > 0;
    if (opens && below && duties[0]) {
      lead = { duty: duties[0], under: isBullet(node.next?.item.marker ?? null) ? node.parent : node };
      continue;
    }
    if (lead && node.parent === lead.under)
      for (const duty of duties) {
        duty.from ??= lead.duty.from;
        duty.to ??= lead.duty.to;
        duty.via ??= lead.duty.via;
      }
    drafts.push(...duties);
  }
  const merged = mergeSections(drafts);
  setTiers(merged);
  fillFromRegime(ctx, merged);
  return merged.map(({ node: _node, ofUnit: _unit, collector: _collector, ...clause }, i) => ({
    id: `R${i + 1}`,
    ...clause,
  }));
}

/** "Kết quả: Báo cáo kết quả tiếp công dân": what the task leaves behind; with a day or cycle, also when to send it. */
const isProduct = (item: Item): boolean => {
  const label = labelsIn(item.folded, item.text)[0];
  return (
    label?.at === 0 &&
    label.kind === 'product' &&
    datesIn(item.folded).length === 0 &&
    cyclesIn(item.folded, []).length === 0
  );
};

const isClosingText = (folded: string): boolean =>
  /trong quá trình|khó khăn|vướng mắc|báo cáo/.test(folded) && !/^(?:căn cứ|thực hiện|xét)/.test(folded);

/** Clauses of one sentence; ";" ends a clause, a comma does not. */
function clausesOf(item: Item): Span[] {
  const out: Span[] = [];
  for (const sentence of sentencesOf(item.text)) {
    let from = sentence.from;
    for (let i = sentence.from; i <= sentence.to; i++) {
      if (
        i === sentence.to ||
        (item.text.charAt(i) === ';' && !insideBrackets(item.text, sentence.from, i))
      ) {
        if (item.text.slice(from, i).trim()) out.push({ from, to: i });
        from = i + 1;
      }
    }
  }
  return out;
}

function insideBrackets(text: string, from: number, at: number): boolean {
  const part = text.slice(from, at);
  return (part.match(/\(/g)?.length ?? 0) > (part.match(/\)/g)?.length ?? 0);
}

function itemDuties(ctx: Context, node: Node, item: Item): ReportDraft[] {
  const inRegime = underRegime(node);
  const out: ReportDraft[] = [];
  for (const clause of clausesOf(item)) {
    const folded = item.folded.slice(clause.from, clause.to);
    const reports = isDuty(folded);
    const dates = datesIn(folded);
    const cycles = cyclesIn(folded, dates);
    const timed = dates.length > 0 || cycles.length > 0 || afterEventIn(folded) !== null;
    // In a reporting section "Định kỳ 6 tháng: trước ngày 15/6" needs no verb; elsewhere the verb decides.
    const next = !reports && dates.length > 0 && out.length > 0 && NEXT_CYCLE.test(folded);
    if (!reports && !(inRegime && timed) && !next && !isLateDeadline(folded, dates.length > 0, out)) continue;
    if (cycles.length === 0 && givePeriodDay(out, dates)) continue;
    if (!reports && !inRegime && giveDeadline(out.at(-1), dates)) continue;
    if (cutOffOnly(folded)) {
      const last = out.at(-1);
      if (last) last.cut_off_text = squeeze(item.text.slice(clause.from, clause.to));
      continue;
    }
    if (isObstacle(folded) && !inRegimeOnly(folded)) {
      out.push(draftOf(ctx, node, item, clause, 'vuong_mac', null));
      continue;
    }
    const scheduled = schedule(folded, cycles, dates);
    const kinds = kindsOf(folded, scheduled, inRegime, node);
    for (const one of kinds) {
      const twin = next ? out.find((other) => other.kind === one.kind && other.due) : undefined;
      if (twin?.due) {
        twin.due.push(...one.due);
        twin.deadline_text = [twin.deadline_text, ...one.text].filter(Boolean).join('; ');
      } else out.push(draftOf(ctx, node, item, clause, one.kind, one));
    }
  }
  return mergeSameKind(out);
}

/** "…: quý I trước ngày 15/3; 6 tháng trước ngày 15/6; …": the verb was said once. */
const NEXT_CYCLE =
  /^\s*(?:và\s+)?(?:(?:cả|hằng|hàng)\s+)?(?:(?:0?[69]|sáu|chín)\s*tháng|quý|năm|tháng)(?:\s+(?:[ivx]+|[1-4]|đầu năm))?\s*(?:,|:|\(|trước|chậm nhất|muộn nhất|vào|gửi)/;

/** "…; trước ngày 10 của tháng cuối kỳ báo cáo": the day of every cycle said before. */
function givePeriodDay(duties: ReportDraft[], dates: DateHit[]): boolean {
  if (dates.length === 0 || dates.some((date) => date.rule.month !== 'last_month_of_period')) return false;
  const open = duties.filter((duty) => duty.due === null && CYCLED.has(duty.kind));
  for (const duty of open) {
    duty.due = dates.map((date) => date.rule);
    duty.deadline_text = dates.map((date) => date.text).join('; ');
  }
  return open.length > 0;
}

/** "Báo cáo gửi trước ngày 15/6 …" after the clause that set the duty. */
const isLateDeadline = (folded: string, dated: boolean, before: ReportDraft[]): boolean =>
  dated && before.length > 0 && /(?:thời gian|thời hạn|hạn|gửi|nộp)/.test(folded) && !isNoise(folded);

/** "… báo cáo kết quả gửi Sở A. Thời gian hoàn thành: trước ngày 31/5/2026": the day is that duty's own. */
function giveDeadline(duty: ReportDraft | undefined, dates: DateHit[]): boolean {
  if (duty?.kind !== 'khong_ro_chu_ky' || duty.due || dates.some((date) => date.rule.year === undefined))
    return false;
  Object.assign(duty, {
    kind: 'mot_lan',
    due: dates.map((date) => date.rule),
    deadline_text: dates.map((date) => date.text).join('; '),
  });
  return true;
}

const cutOffOnly = (folded: string): boolean =>
  /(?:chốt số liệu|số liệu (?:được )?chốt|thời gian chốt|(?:số liệu|báo cáo)[^;.]{0,40} (?:tính|lấy) (?:từ|đến))/.test(
    folded,
  ) && !/(?:gửi|báo cáo)[^;]*trước ngày/.test(folded);

const inRegimeOnly = (folded: string): boolean => /6 tháng|hằng quý|hàng quý|trước ngày \d/.test(folded);

/** A report of every day has no day of the month: the printed words stand for its cycle. While a storm lasts it is one on occasion. */
const DAILY = /(?:hằng ngày|hàng ngày|mỗi ngày|báo cáo ngày|\d+ lần ?\/ ?ngày)(?![\p{L}\d])/u;

function kindsOf(folded: string, scheduled: Scheduled[], inRegime: boolean, node: Node): Scheduled[] {
  // "Báo cáo sơ kết … trước ngày …, tổng kết … trước ngày …": dated once, and still a review.
  const review = /báo cáo (?:kết quả )?(?:sơ kết|tổng kết)/.test(folded);
  const out = scheduled.map((one) =>
    review && one.kind === 'mot_lan' ? { ...one, kind: 'so_ket_tong_ket' as const } : one,
  );
  const bare = (kind: ReportKind, inferred = false): Scheduled => ({ kind, due: [], text: [], inferred });
  const daily =
    REPORT_VERB.test(folded) && !/khi (?:có|xảy ra)|trong (?:thời gian|đợt|những ngày)/.test(folded)
      ? DAILY.exec(folded)?.[0]
      : undefined;
  if (daily) out.push({ ...bare('dinh_ky'), text: [daily] });
  const demand =
    (onDemand(folded) !== null || (out.length === 0 && afterEventIn(folded) !== null)) &&
    REPORT_VERB.test(folded);
  const once = isOneOff(folded) || ENDED.test(folded);
  if (once && out.every((one) => one.kind === 'mot_lan')) {
    if (out.length === 0) out.push(bare('mot_lan'));
  } else if (out.length === 0 || (out.every((one) => one.kind === 'mot_lan') && !once)) {
    if (out.length === 0 && periodic(folded) && REPORT_VERB.test(folded)) out.push(bare('dinh_ky'));
    else if (out.length === 0 && !demand && hasDutyObject(folded, inRegime, node))
      out.push(
        bare(/báo cáo (?:kết quả )?(?:sơ kết|tổng kết)/.test(folded) ? 'so_ket_tong_ket' : 'khong_ro_chu_ky'),
      );
  }
  if (demand) out.push(bare('dot_xuat'));
  return out;
}

/** "Kết thúc đợt cao điểm, các đơn vị báo cáo …": once, when it is over. */
const ENDED =
  /^\s*(?:sau khi )?kết thúc (?:đợt|chiến dịch|tháng|tuần lễ|hội thi|cuộc thi|chương trình|hoạt động)(?![\p{L}])[^;]{0,200}báo cáo kết quả/u;

/** A plan, list or review to be sent in once. */
const isOneOff = (folded: string): boolean =>
  // "Lập dự toán báo cáo … trình cấp có thẩm quyền" asks for money.
  !/dự toán[^;]*(?:trình|xem xét|phê duyệt|thẩm định)/.test(folded) &&
  /(?:xây dựng|lập|ban hành)[^;]{0,60}(?:kế hoạch|danh sách|phương án|dự toán)[^;]{0,80}(?:gửi|báo cáo)|gửi (?:kế hoạch|kết quả rà soát|danh sách|kết quả đăng ký|văn bản|bản đăng ký|dự toán)|kết quả rà soát[^;]{0,30}(?:gửi|về)/.test(
    folded,
  ) &&
  !/định kỳ|hằng (?:năm|quý|tháng)|hàng (?:năm|quý|tháng)|6 tháng/.test(folded);

/** Without any cycle, only a report on results, progress or the work itself is a duty. */
function hasDutyObject(folded: string, inRegime: boolean, node: Node): boolean {
  if (
    /báo cáo (?:[^,;.]{0,60}\svề |về )?(?:kết quả|tình hình|tiến độ|việc)|tổng hợp,? (?:kết quả[^,;]{0,30},? ?)?(?:tình hình[^,;]{0,30},? ?)?(?:và |để |, )?báo cáo|tổng hợp,? (?:và )?tham mưu[^,;.]{0,30}báo cáo|(?:đánh giá|theo dõi)[^;]{0,50}báo cáo|chế độ (?:thông tin,? )?báo cáo|gửi báo cáo|kết quả[^,;.]{0,40}\s(?:báo cáo|gửi)\s+(?:về|cho|qua)(?![\p{L}\d])/u.test(
      folded,
    )
  ) {
    // "báo cáo UBND xã xem xét, quyết định" asks for a decision.
    return !/(?:kinh phí|dự toán|ngân sách|cơ chế|chính sách)[^;]*báo cáo/.test(folded);
  }
  return (
    inRegime &&
    /báo cáo/.test(folded) &&
    node.children.length === 0 &&
    /gửi|thực hiện|định kỳ/.test(folded) &&
    !/nội dung báo cáo|hình thức báo cáo|báo cáo phải/.test(folded)
  );
}

/** "UBND xã yêu cầu các phòng, các thôn triển khai …; báo cáo …": the closing words say whom they address. */
function addressedIn(item: Item, to: number): string | null {
  const order = [...item.folded.slice(0, to).matchAll(/(?:yêu cầu|đề nghị) (?=các |thủ trưởng )/g)].at(-1);
  return order ? (unitSubject(item.text.slice(order.index))?.name ?? null) : null;
}

/** "Sở A tổng hợp, …. Báo cáo giữa kỳ gửi UBND tỉnh": who was named first goes on, unless the report comes to him. */
function opener(item: Item, { to, via }: Parties): string | null {
  const first = unitSubject(item.text);
  if (first?.by !== 'verb' || first.ordered || /^(?:cơ quan|đơn vị)$/i.test(first.name)) return null;
  return first.name !== to && first.name !== via ? first.name : null;
}

function draftOf(
  ctx: Context,
  node: Node,
  item: Item,
  clause: Span,
  kind: ReportKind,
  one: Scheduled | null,
): ReportDraft {
  const original = item.text.slice(clause.from, clause.to);
  const folded = item.folded.slice(clause.from, clause.to);
  const units = ctx.unitsOf(node);
  const parties = partiesOf(original, folded);
  const subject = clause.from === 0 ? unitSubject(original) : null;
  const collector = /tổng hợp|đầu mối|theo dõi/.test(folded);
  const above = isClosing(node) ? addressedIn(item, clause.to) : units.subject;
  const named = subject && subject.by !== 'end' ? subject.name : null;
  // "Các bộ, UBND các tỉnh gửi …": the sender found by its verb may be no more than the end of the list.
  const sender = named && parties.from && named.endsWith(parties.from) ? named : parties.from;
  const from = sender ?? named ?? above ?? opener(item, parties);
  return {
    node,
    kind,
    tier: 'primary',
    text: squeeze(original).replace(/[\s;,.]+$/, ''),
    from,
    to: parties.to,
    via: parties.via,
    compiled_by: parties.compiledBy ?? (collector && !parties.via ? from : null),
    channel: channelOf(original, folded),
    content: null,
    deadline_text: one && one.text.length > 0 ? one.text.join('; ') : null,
    due: one && one.due.length > 0 ? one.due : null,
    after_event: afterEventIn(folded),
    inferred: one?.inferred ?? false,
    merged_into: /lồng ghép (?:trong|vào|với)? ?(?:nội dung )?báo cáo/.test(folded)
      ? squeeze(original.slice(folded.search(/lồng ghép/)))
      : null,
    cut_off_text: null,
    lines: linesAt(item, clause.from, clause.to),
    confidence: ctx.confidence * (one?.inferred ? 0.7 : 0.9),
    ofUnit: units.inUnitList,
    collector,
  };
}
