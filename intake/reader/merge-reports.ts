// Joins the clauses that speak of one duty, tells the document's regime from what one unit does besides, fills senders.
import type { ReportingClause, ReportKind } from '../reading';
import { fold } from '../text/fold';
import type { Context } from './context';
import { ancestors, type Node } from './outline';

export interface ReportDraft extends Omit<ReportingClause, 'id'> {
  node: Node;
  /** The duty stands in the list of one unit. */
  ofUnit: boolean;
  collector: boolean;
}

/** The node stands under a heading that opens the reporting regime. */
export function underRegime(node: Node): boolean {
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

/** One entry for each kind within an item: a deadline said later joins the duty said before. */
export function mergeSameKind(drafts: ReportDraft[]): ReportDraft[] {
  const out: ReportDraft[] = [];
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
    ? out.filter(
        (draft) =>
          draft.kind !== 'khong_ro_chu_ky' && (draft.kind !== 'dinh_ky' || draft.deadline_text !== null),
      )
    : out;
}

function join(into: ReportDraft, from: ReportDraft): void {
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
export function mergeSections(drafts: ReportDraft[]): ReportDraft[] {
  const out: ReportDraft[] = [];
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

const sameDuty = (a: ReportDraft, b: ReportDraft): boolean =>
  a.from === null || b.from === null || fold(a.from) === fold(b.from);

export const CYCLED: ReadonlySet<ReportKind> = new Set([
  '6_thang',
  '9_thang',
  'hang_nam',
  'quy',
  'thang',
  'tuan',
]);

/** The document's regime is primary; a vague duty inside one unit's list or the requirements is secondary beside it. */
export function setTiers(drafts: ReportDraft[]): void {
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
  // "… định kỳ 6 tháng, năm và đột xuất khi có yêu cầu": one sentence, one regime.
  for (const draft of drafts)
    if (
      draft.kind === 'dot_xuat' &&
      drafts.some(
        (other) =>
          other.node === draft.node &&
          other.text === draft.text &&
          CYCLED.has(other.kind) &&
          other.tier === 'primary',
      )
    )
      draft.tier = 'primary';
}

/** Sender, recipient and compiler may stand in different bullets of the common part; what is borrowed is asked about. */
export function fillFromRegime(ctx: Context, drafts: ReportDraft[]): void {
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
