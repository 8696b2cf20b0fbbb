// Reporting duties, clause by clause: who, to whom, through whom, who compiles, which cycle, which printed deadline.
import type { LineRange } from '../model';
import type { DueRule, ReportingClause, ReportKind } from '../reading';
import { fold, squeeze } from '../text/fold';
import { type Item, linesAt } from '../text/items';
import { type Span, sentencesOf } from './clauses';
import type { Context } from './context';
import { afterEventIn, cyclesIn, datesIn, onDemand, periodic, type Scheduled, schedule } from './cycles';
import { ancestors, type Node } from './outline';
import { isDuty, isNoise, isObstacle, REPORT_VERB } from './reporting-words';
import type { SectionKind } from './sections';
import { splitUnits, unitSubject } from './unit-names';

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

interface Draft extends Omit<ReportingClause, 'id'> {
  node: Node;
  /** The duty stands in the list of one unit. */
  ofUnit: boolean;
  collector: boolean;
}

export function readReporting(ctx: Context): ReportingClause[] {
  const drafts: Draft[] = [];
  for (const node of ctx.outline.nodes) {
    if (node.item.table || SILENT.has(node.section) || (node.section === 'khac' && node.appendix)) continue;
    const item = node.opensSection
      ? (node.inline ?? (node.section === 'bao_cao' ? null : node.item))
      : node.item;
    if (!item) continue;
    if (node.section === 'opening' && !isClosingText(item.folded)) continue;
    // "Thực hiện chế độ báo cáo:" only opens the list below it.
    if (
      node.children.length > 0 &&
      /:\s*$/.test(item.text) &&
      datesIn(item.folded).length === 0 &&
      cyclesIn(item.folded, []).length === 0
    )
      continue;
    drafts.push(...itemDuties(ctx, node, item));
  }
  const merged = mergeSections(drafts);
  setTiers(merged);
  fillFromRegime(ctx, merged);
  return merged.map(({ node: _node, ofUnit: _unit, collector: _collector, ...clause }, i) => ({
    id: `R${i + 1}`,
    ...clause,
  }));
}

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

function itemDuties(ctx: Context, node: Node, item: Item): Draft[] {
  const inRegime = underRegime(node);
  const out: Draft[] = [];
  for (const clause of clausesOf(item)) {
    const folded = item.folded.slice(clause.from, clause.to);
    const reports = isDuty(folded);
    const dates = datesIn(folded);
    const cycles = cyclesIn(folded, dates);
    const timed = dates.length > 0 || cycles.length > 0 || afterEventIn(folded) !== null;
    // In a reporting section "Định kỳ 6 tháng: trước ngày 15/6" needs no verb; elsewhere the verb decides.
    if (!reports && !(inRegime && timed) && !isLateDeadline(folded, dates.length > 0, out)) continue;
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
    for (const one of kinds) out.push(draftOf(ctx, node, item, clause, one.kind, one));
  }
  return mergeSameKind(out);
}

/** "Báo cáo gửi trước ngày 15/6 …" after the clause that set the duty. */
const isLateDeadline = (folded: string, dated: boolean, before: Draft[]): boolean =>
  dated && before.length > 0 && /(?:thời gian|thời hạn|hạn|gửi|nộp)/.test(folded) && !isNoise(folded);

const cutOffOnly = (folded: string): boolean =>
  /(?:chốt số liệu|số liệu (?:được )?chốt|thời gian chốt|số liệu (?:tính|lấy) (?:từ|đến))/.test(folded) &&
  !/(?:gửi|báo cáo)[^;]*trước ngày/.test(folded);

const inRegimeOnly = (folded: string): boolean => /6 tháng|hằng quý|hàng quý|trước ngày \d/.test(folded);

function underRegime(node: Node): boolean {
  if (node.section === 'bao_cao') return true;
  for (const above of ancestors(node))
    if (
      above.section === node.section &&
      /chế độ (?:thông tin,? )?báo cáo|thông tin,? báo cáo/.test(above.item.folded) &&
      above.item.text.length < 120
    )
      return true;
  return false;
}

function kindsOf(folded: string, scheduled: Scheduled[], inRegime: boolean, node: Node): Scheduled[] {
  const out = [...scheduled];
  const bare = (kind: ReportKind, inferred = false): Scheduled => ({ kind, due: [], text: [], inferred });
  const demand =
    (onDemand(folded) !== null || (out.length === 0 && afterEventIn(folded) !== null)) &&
    REPORT_VERB.test(folded);
  const once = isOneOff(folded);
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

/** A plan, list or review to be sent in once. */
const isOneOff = (folded: string): boolean =>
  /(?:xây dựng|lập|ban hành)[^;]{0,60}(?:kế hoạch|danh sách|phương án|dự toán)[^;]{0,80}(?:gửi|báo cáo)|gửi (?:kế hoạch|kết quả rà soát|danh sách|kết quả đăng ký|văn bản|bản đăng ký|dự toán)|kết quả rà soát[^;]{0,30}(?:gửi|về)/.test(
    folded,
  ) && !/định kỳ|hằng (?:năm|quý|tháng)|hàng (?:năm|quý|tháng)|6 tháng/.test(folded);

/** Without any cycle, only a report on results, progress or the work itself is a duty. */
function hasDutyObject(folded: string, inRegime: boolean, node: Node): boolean {
  if (
    /báo cáo (?:về )?(?:kết quả|tình hình|tiến độ|việc)|tổng hợp,? (?:kết quả[^,;]{0,30},? ?)?(?:tình hình[^,;]{0,30},? ?)?(?:và |để |, )?báo cáo|(?:đánh giá|theo dõi)[^;]{0,50}báo cáo|chế độ (?:thông tin,? )?báo cáo|gửi báo cáo/.test(
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

function draftOf(
  ctx: Context,
  node: Node,
  item: Item,
  clause: Span,
  kind: ReportKind,
  one: Scheduled | null,
): Draft {
  const original = item.text.slice(clause.from, clause.to);
  const folded = item.folded.slice(clause.from, clause.to);
  const units = ctx.unitsOf(node);
  const parties = partiesOf(original, folded);
  const subject = clause.from === 0 ? unitSubject(original) : null;
  const collector = /tổng hợp|đầu mối|theo dõi/.test(folded);
  const from = parties.from ?? (subject && subject.by !== 'end' ? subject.name : null) ?? units.subject;
  return {
    node,
    kind,
    tier: 'primary',
    text: squeeze(original).replace(/[\s;,.]+$/, ''),
    from,
    to: parties.to,
    via: parties.via,
    compiled_by: parties.compiledBy ?? (collector && !parties.via ? (from ?? units.subject) : null),
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

interface Parties {
  from: string | null;
  to: string | null;
  via: string | null;
  compiledBy: string | null;
}

/** A unit's name at the start of `text`, up to a verb, bracket, comma of the sentence or number. */
function nameAt(text: string): string | null {
  const cut = text.search(
    /\s(?:để|trước|định kỳ|kết quả|tình hình|theo|về (?:kết|tình|việc|công)|tổng hợp|xem xét|bằng|chậm nhất|vào|qua|thông qua|khi|hoặc|và (?:báo cáo|cơ quan cấp)|nhằm|hằng|hàng|\d)|\s?[();.:]|,\s(?:đồng thời|báo cáo|tổng hợp|chậm|trước|để|xem xét|qua)/,
  );
  const part = squeeze(cut >= 0 ? text.slice(0, cut) : text);
  if (part.length < 2) return null;
  const names = splitUnits(part);
  const subject = unitSubject(part);
  if (subject) return subject.name.length <= 120 ? subject.name : null;
  if (
    /^(?:cơ quan|cấp|lãnh đạo|thường trực|tỉnh|bộ|chính phủ|thủ tướng|trung ương)/.test(fold(part)) &&
    part.length < 90
  )
    return names.join('; ');
  return null;
}

function partiesOf(original: string, folded: string): Parties {
  const out: Parties = { from: null, to: null, via: null, compiledBy: null };
  const via = /(?:\(\s*)?(?:thông )?qua (?=\p{L})/u.exec(folded);
  if (via) {
    const name = nameAt(original.slice(via.index + via[0].length));
    if (name && !/^(?:hệ thống|phần mềm|trục|email|thư)/.test(fold(name))) out.via = name;
  }
  const sent =
    /(?:gửi|phản ánh|thông tin|báo cáo|cung cấp|phản hồi)[^;]{0,90}?\s(?:về|đến|cho)\s+(?=(?:\p{L}+))/u.exec(
      folded,
    );
  const receiver = sent ? nameAt(original.slice(sent.index + sent[0].length)) : null;
  const direct = [
    ...folded.matchAll(
      /báo cáo\s+(?:kịp thời\s+|về\s+|với\s+|cho\s+)?(?=(?:ubnd|ủy ban|ban |lãnh đạo|đảng ủy|thường trực|cấp|cơ quan cấp|hội đồng|hđnd|chủ tịch|huyện|tỉnh|thành|thủ tướng|chính phủ|bộ |sở |phòng |văn phòng))/g,
    ),
  ];
  const last = direct.at(-1);
  const named = last ? nameAt(original.slice((last.index ?? 0) + last[0].length)) : null;
  if (receiver && named && fold(receiver) !== fold(named)) {
    out.to = named;
    out.via ??= receiver;
    out.compiledBy = receiver;
  } else out.to = receiver ?? named;
  if (/để (?:tổng hợp|theo dõi)|tổng hợp(?: chung)?,? (?:và )?(?:báo cáo|tham mưu|trình)/.test(folded))
    out.compiledBy ??=
      out.via ?? (receiver && receiver !== named ? receiver : null) ?? (receiver && !named ? receiver : null);
  const sender =
    /(?:^|[,;:]\s*|vướng mắc,?\s*|phát sinh,?\s*)((?:các (?:cơ quan|đơn vị|phòng|sở|ban|ngành|xã|địa phương|thôn|chi bộ|đồng chí)|ủy ban nhân dân các|ubnd các|đề nghị các)[^;:]*?)\s+(?=kịp thời|báo cáo|gửi|phản ánh|định kỳ|tổng hợp|có trách nhiệm|thực hiện|chủ động|nghiêm túc|trước ngày|chậm nhất|xây dựng)/.exec(
      folded,
    );
  if (sender?.[1]) {
    const at = sender.index + sender[0].indexOf(sender[1]);
    const name = squeeze(original.slice(at, at + sender[1].length)).replace(/^đề nghị /i, '');
    if (name.length < 140) out.from = name;
  }
  const collector = /giao\s+(?=\p{L})/u.exec(folded);
  if (collector) {
    const subject = unitSubject(original.slice(collector.index));
    if (subject) out.compiledBy ??= subject.name;
  }
  return out;
}

function channelOf(original: string, folded: string): string | null {
  const match =
    /(?:qua|trên|lên|bằng|tại địa chỉ|theo địa chỉ)\s+((?:hệ thống|phần mềm|trục|cổng|nền tảng|thư điện tử|email|e-mail|văn bản điện tử|hộp thư)[^,;.()]{0,80}?)(?=\s+(?:trước|để|định kỳ|theo (?:mẫu|quy định|yêu cầu|hướng dẫn)|hằng|hàng|và gửi|về|chậm nhất|vào|từ)\s|[,;.()]|$)/.exec(
      folded,
    );
  if (!match?.[1]) return null;
  const at = match.index + match[0].length - match[1].length;
  return squeeze(original.slice(at, at + match[1].length));
}

/** One entry for each kind within an item: a deadline said later joins the duty said before. */
function mergeSameKind(drafts: Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const draft of drafts) {
    const twin = out.find(
      (other) => other.kind === draft.kind && (other.due === null || draft.due === null || other.inferred),
    );
    if (twin && draft.kind !== 'vuong_mac' && draft.kind !== 'mot_lan') join(twin, draft);
    else out.push(draft);
  }
  const periodicKinds = out.filter(
    (draft) => !['dinh_ky', 'khong_ro_chu_ky', 'dot_xuat', 'vuong_mac', 'mot_lan'].includes(draft.kind),
  );
  // A duty without a cycle in the same item as one with a cycle is the same duty.
  return periodicKinds.length > 0
    ? out.filter((draft) => draft.kind !== 'khong_ro_chu_ky' && draft.kind !== 'dinh_ky')
    : out;
}

function join(into: Draft, from: Draft): void {
  into.due ??= from.due;
  into.deadline_text ??= from.deadline_text;
  into.from ??= from.from;
  into.to ??= from.to;
  into.via ??= from.via;
  into.compiled_by ??= from.compiled_by;
  into.channel ??= from.channel;
  into.cut_off_text ??= from.cut_off_text;
  into.inferred = into.inferred && from.inferred;
  into.lines = [...into.lines, ...from.lines].filter(
    (range, i, all) => all.findIndex((other) => other[0] === range[0] && other[1] === range[1]) === i,
  );
}

/** Clauses that could belong together stand close to each other. */
const NEAR = 60;

/** Within one reporting section, a deadline in a bullet of its own joins the duty of its kind. */
function mergeSections(drafts: Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const draft of drafts) {
    const twin = out
      .slice(-NEAR)
      .find(
        (other) =>
          other.kind === draft.kind &&
          other.node !== draft.node &&
          underRegime(other.node) &&
          underRegime(draft.node) &&
          other.node.parent === draft.node.parent &&
          (other.due === null) !== (draft.due === null) &&
          sameDuty(other, draft),
      );
    if (twin && draft.kind !== 'vuong_mac') join(twin, draft);
    else out.push(draft);
  }
  return out;
}

const sameDuty = (a: Draft, b: Draft): boolean =>
  a.from === null || b.from === null || fold(a.from) === fold(b.from);

const CYCLED: ReadonlySet<ReportKind> = new Set(['6_thang', '9_thang', 'hang_nam', 'quy', 'thang', 'tuan']);

/** The document's regime is primary; a vague duty inside one unit's list or the requirements is secondary beside it. */
function setTiers(drafts: Draft[]): void {
  const regime = drafts.some((draft) => CYCLED.has(draft.kind) && !(draft.ofUnit && draft.due === null));
  for (const draft of drafts) {
    const requirement = ['yeu_cau', 'muc_dich_yeu_cau'].includes(draft.node.section);
    const general = draft.node.section === 'nhiem_vu' || draft.node.section === 'noi_dung';
    const vague = !CYCLED.has(draft.kind) && draft.due === null && draft.kind !== 'vuong_mac';
    // What is merged into another report is no report of its own.
    if (draft.merged_into || (requirement && draft.due === null)) draft.tier = 'secondary';
    else if (vague && (draft.ofUnit || general) && regime) draft.tier = 'secondary';
    else if (vague && general && !draft.collector) draft.tier = 'secondary';
  }
}

/** Sender, recipient and compiler may stand in different bullets of the common part; what is borrowed is asked about. */
function fillFromRegime(ctx: Context, drafts: Draft[]): void {
  const obstacle = drafts.find((draft) => draft.kind === 'vuong_mac' && draft.node.section === 'to_chuc');
  const collector = collectorOf(ctx);
  for (const draft of drafts) {
    if (draft.tier !== 'primary' || draft.ofUnit || draft.kind === 'vuong_mac') continue;
    if (draft.from && draft.to) continue;
    const borrowed: string[] = [];
    if (!draft.from && obstacle?.from) {
      draft.from = obstacle.from;
      borrowed.push('nơi gửi');
    }
    if (!draft.to && obstacle?.to) {
      draft.to = obstacle.to;
      borrowed.push('nơi nhận');
    }
    if (!draft.via && obstacle?.via) draft.via = obstacle.via;
    if (!draft.compiled_by && collector) draft.compiled_by = collector;
    if (borrowed.length > 0) draft.confidence *= 0.7;
  }
}

/** The unit told to watch and compile, where one bullet says so. */
function collectorOf(ctx: Context): string | null {
  for (const node of ctx.outline.nodes) {
    if (node.section !== 'to_chuc' || node.item.table) continue;
    if (!/(?:theo dõi|đầu mối)[^;.]{0,60}tổng hợp/.test(node.item.folded)) continue;
    const id = ctx.unitsOf(node).leads[0];
    const unit = id ? ctx.units.get(id) : undefined;
    if (unit) return unit.name;
  }
  return null;
}

export const dueLines = (clause: ReportingClause): LineRange[] => clause.lines;
export type { DueRule };
