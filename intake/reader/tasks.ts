// Tasks: leaf bullets and paragraphs of the task and assignment sections, with the units that carry them.
import type { LineRange } from '../model';
import type { Task, UnitRole } from '../reading';
import { bare, fold, squeeze } from '../text/fold';
import { type Item, itemLines, linesAt } from '../text/items';
import { isEnumerator } from '../text/markers';
import { addresseeOf } from './addressees';
import type { Context, NodeUnits } from './context';
import { parseDeadline } from './deadlines';
import { isLabelText, type Label, leadAndHelpers } from './labels';
import type { Node } from './outline';
import { isDuty, isObstacle } from './reporting-words';
import { isTaskSection } from './sections';
import { contentOf, labelsOf } from './task-content';
import { endsOpen, isClosing, isSlogan } from './task-shape';
import { namesGroup, subjectOfHeading } from './unit-headings';
import { splitUnits } from './unit-lists';
import { insideBrackets, type UnitSubject, unitSubject } from './unit-names';

const ROLE_WORDS: [UnitRole, RegExp][] = [
  [
    'dau_moi',
    /(?:là )?(?:đầu mối|thường trực)|theo dõi[^.;]{0,40}(?:tổng hợp|đôn đốc)|tổng hợp[^.;]{0,30}báo cáo/,
  ],
  ['chu_tri', /chủ trì/],
  ['giam_sat', /giám sát/],
  ['chi_dao', /chỉ đạo/],
  ['phoi_hop', /^\s*phối hợp/],
];

const roleOf = (folded: string): UnitRole =>
  ROLE_WORDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'thuc_hien';

/** "Định kỳ trước ngày 15 …, các cơ quan, đơn vị báo cáo …": everybody, said after the time. */
const COMMON_LATER =
  /^(?:định kỳ|hằng (?:năm|quý|tháng)|hàng (?:năm|quý|tháng)|trước ngày|kết thúc|sau khi)[^;.]{0,120}, (?:yêu cầu |đề nghị )?(?:các|thủ trưởng|người đứng đầu) /;

const COOPERATE = /phối hợp (?:chặt chẽ |tốt )?(?:cùng |với |cùng với )(?:các )?/;

/** Units after "phối hợp với", up to the verb that follows. */
function cooperators(item: Item, from: number): string[] {
  const match = COOPERATE.exec(item.folded.slice(from));
  if (!match) return [];
  const start = from + match.index + match[0].length - (match[0].endsWith('các ') ? 4 : 0);
  const tail = item.text.slice(start);
  const stop = /\s(?:trong (?:việc|công tác|quá trình|tổ chức|triển khai)|để|nhằm|thực hiện tốt)(?=\s)/.exec(
    tail,
  );
  const subject = unitSubject(stop ? tail.slice(0, stop.index) : tail);
  if (!subject || subject.by === 'colon' || subject.name.split(' ').length > 25) return [];
  return splitCoop(subject.name);
}

function splitCoop(name: string): string[] {
  return splitUnits(
    name.replace(/, ban ấp$/, '; ban ấp').replace(/\s(?:trong|để|về|của|với|và|theo|khi|nhằm)$/, ''),
  );
}

interface Draft {
  node: Node;
  kind: Task['kind'];
  text: string;
  lines: LineRange[];
  leads: string[];
  coops: string[];
  deadlineText: string | null;
  product: string | null;
  leadPrinted: boolean;
  /** Served by a block of label lines already. */
  blocked: boolean;
}

export class TaskReader {
  private readonly drafts: Draft[] = [];
  private lastLabel: number | null = null;
  private block: Draft[] = [];

  constructor(private readonly ctx: Context) {}

  read(): Task[] {
    for (const root of this.ctx.outline.roots)
      this.visit(root, { leads: [], subject: null, inUnitList: false });
    return this.drafts.map((draft, i) => this.finish(draft, i));
  }

  private finish(draft: Draft, i: number): Task {
    this.ctx.taskNodes.add(draft.node);
    // Several times under one label are for its parts: none of them is the task's own.
    const times = new Set((draft.deadlineText ?? '').split(/;\s/).map(parseDeadline));
    times.delete(null);
    const own = times.size === 1 ? ([...times][0] ?? null) : null;
    return {
      id: `K${i + 1}`,
      section: draft.node.label,
      kind: draft.kind,
      text: draft.text,
      lead_units: draft.leads,
      coordinating_units: draft.coops.filter((id) => !draft.leads.includes(id)),
      lead_to_choose: draft.leads.length > 1 && draft.leadPrinted,
      deadline_text: draft.deadlineText,
      deadline: own,
      product: draft.product,
      lines: draft.lines,
      confidence: this.ctx.confidence * (draft.kind === 'general' ? 0.9 : 0.95),
    };
  }

  private visit(node: Node, inherited: NodeUnits): void {
    let own = inherited;
    if ((isTaskSection(node.section) || isWorkAmongReports(node)) && !node.item.table)
      own = this.readNode(node, inherited);
    else if (node.section === 'bao_cao' || node.section === 'opening' || node.section === 'khac')
      own = inherited;
    this.ctx.nodeUnits.set(node, own);
    for (const child of node.children) this.visit(child, own);
  }

  private readNode(node: Node, inherited: NodeUnits): NodeUnits {
    const item = node.item;
    const labels = labelsOf(node);
    if (isLabelText(labels)) {
      this.applyBlock(node, labels);
      return inherited;
    }
    if (node.opensSection && !this.namesDuty(node)) {
      // "IV. Tổ chức thực hiện: …" carries content on its own line at times.
      if (node.inline && !endsOpen(node.inline.text) && node.inline.text.length > 40)
        this.push(node, node.inline, inherited, labels);
      return { ...inherited, inUnitList: false };
    }
    if (isClosing(node)) return inherited;
    const assigned = node.section === 'to_chuc';
    const subject = listsHelpers(node.parent) ? null : addresseeOf(node, assigned, inherited);
    const content = isSlogan(item.text) ? null : contentOf(node, subject);
    const reportOnly = content !== null && this.isReportOnly(node, content, subject, inherited);
    // A closing paragraph that only asks for reports does not list the unit it asks.
    const listed = assigned && !(reportOnly && !isEnumerator(node.item.marker));
    const units = subject ? this.enter(node, subject, listed) : inherited;
    if (content && !reportOnly) this.push(node, content, units, labels);
    return units;
  }

  /** "1. Trách nhiệm của Ban quản lý dự án": a heading inside the organisation part that names who it is about. */
  private namesDuty(node: Node): boolean {
    if (node.section !== 'to_chuc' || node.parent?.section !== 'to_chuc') return false;
    const subject = subjectOfHeading(node);
    return subject !== null && subject.by !== 'verb' && !namesGroup(node, subject.name);
  }

  private enter(node: Node, subject: UnitSubject, listed: boolean): NodeUnits {
    const rest = node.item.folded.slice(subject.restAt);
    const end = subject.restAt;
    const below = node.children.map((child) => child.item.folded.slice(0, 200)).join(' ; ');
    const role = roleOf(`${rest} ; ${below}`);
    const group = subject.by !== 'verb' && namesGroup(node, subject.name);
    const leads = splitUnits(subject.name).map((name) =>
      this.ctx.units.add({
        name,
        lines: linesAt(node.item, 0, Math.max(1, end)),
        role,
        listed: listed && !group,
        requested: subject.requested,
      }),
    );
    return {
      leads,
      subject: subject.name,
      inUnitList: isEnumerator(node.item.marker) || subject.by === 'colon' || node.children.length > 0,
    };
  }

  /** A clause of the reporting regime is no task, except in the list of one unit. */
  private isReportOnly(
    node: Node,
    content: Item,
    subject: UnitSubject | null,
    inherited: NodeUnits,
  ): boolean {
    if (node.section !== 'to_chuc') return false;
    // "Các đơn vị gửi báo cáo …" without a number closes the part, it is not in the list above it.
    const closes =
      node.item.marker === null && (subject ? this.isCommon(subject) : COMMON_LATER.test(content.folded));
    if (inherited.inUnitList && !closes) return false;
    const clauses = content.folded.split(/[.;]\s+/).filter((clause) => clause.trim().length > 8);
    if (clauses.every((clause) => isObstacle(clause))) return true;
    if (clauses.some(isObstacle) && /^trong quá trình/.test(content.folded)) return true;
    const underReports =
      node.parent !== null &&
      /chế độ (?:thông tin|báo cáo)|báo cáo/.test(node.parent.item.folded) &&
      node.parent.section === 'to_chuc' &&
      endsOpen(node.parent.item.text);
    if (underReports) return true;
    if (subject && !this.isCommon(subject)) return false;
    return (
      clauses.some((clause) => isDuty(clause)) &&
      clauses.every(
        (clause) =>
          isObstacle(clause) ||
          (isDuty(clause) &&
            /báo cáo/.test(clause) &&
            /định kỳ|6 tháng|hằng|hàng|quý|trước ngày|chế độ|chậm nhất|muộn nhất|đột xuất|kết thúc/.test(
              clause,
            )),
      )
    );
  }

  private isCommon(subject: UnitSubject): boolean {
    return /^(?:các|cơ quan|đơn vị|thủ trưởng|người đứng đầu)/.test(fold(subject.name));
  }

  private push(node: Node, content: Item, units: NodeUnits, labels: Label[]): void {
    const inlineLabels = labels.filter((label) => label.kind !== 'task' && label.at > 0);
    // A time or product counts where it is a sentence of its own; elsewhere the words belong to the task.
    const useful = inlineLabels.some(
      (label) => label.kind === 'lead' || /[.;]\s*$/.test(node.item.text.slice(0, label.at)),
    );
    const offset = node.item.text.length - content.text.length;
    const label = Math.max(0, (inlineLabels[0]?.at ?? 0) - offset);
    // "… (Phòng Kinh tế chủ trì; thời gian: Quý II)": the bracket that holds a label is no part of the task.
    const bracket = insideBrackets(content.text.slice(0, label))
      ? content.text.lastIndexOf('(', label)
      : label;
    const cut = useful ? bracket : content.text.length;
    const text = squeeze(content.text.slice(0, cut)).replace(/[\s(]+$/, '');
    if (bare(text).replace(/[^a-z]/g, '').length < 5) return;
    const assigned = node.section === 'to_chuc' || units.leads.length > 0;
    const draft: Draft = {
      node,
      kind: assigned ? 'assigned' : 'general',
      text,
      lines: linesAt(content, 0, Math.max(1, cut)),
      leads: units.leads,
      coops: (assigned ? cooperators(node.item, 0) : []).map((name) =>
        this.ctx.units.add({
          name,
          lines: itemLines(node.item),
          role: 'phoi_hop',
          listed: false,
          confidence: 0.8,
        }),
      ),
      deadlineText: null,
      product: null,
      leadPrinted: false,
      blocked: false,
    };
    this.drafts.push(draft);
    if (useful) this.fill([draft], inlineLabels, node);
  }

  /** A block printed under the last of several items that have none of their own says who carries all of them. */
  private scopeOf(node: Node, labels: Label[]): Node | null {
    const owner = this.drafts.at(-1)?.node;
    const leads = labels.some((label) => label.kind === 'lead');
    return leads && owner !== undefined && owner === node.parent ? owner.parent : node.parent;
  }

  /** A block of label lines serves every task above it, under the same heading, that has no block of its own. */
  private applyBlock(node: Node, labels: Label[]): void {
    // Label lines that follow one another are one block.
    if (this.lastLabel === null || node.index !== this.lastLabel + 1) {
      this.block = [];
      const scope = this.scopeOf(node, labels);
      for (let i = this.drafts.length - 1; i >= 0; i--) {
        const draft = this.drafts[i];
        if (!draft || draft.blocked || !within(draft.node, scope)) break;
        this.block.push(draft);
      }
      for (const draft of this.block) draft.blocked = true;
    }
    this.lastLabel = node.index;
    this.fill(this.block, labels, node);
  }

  private fill(drafts: Draft[], labels: Label[], node: Node): void {
    const lines = itemLines(node.item);
    for (const label of labels) {
      if (label.kind === 'lead') {
        const { lead, helpers } = leadAndHelpers(label.value);
        const ids = this.ctx.units.addList(lead, { lines, role: 'chu_tri', listed: true });
        for (const draft of drafts) {
          const leads = draft.leadPrinted ? [...new Set([...draft.leads, ...ids])] : ids;
          Object.assign(draft, { leads, leadPrinted: true, kind: 'assigned' });
        }
        if (!helpers) continue;
        const with_ = this.ctx.units.addList(helpers, { lines, role: 'phoi_hop', listed: true });
        for (const draft of drafts) draft.coops = with_;
      } else if (label.kind === 'coop') {
        const ids = this.ctx.units.addList(label.value, { lines, role: 'phoi_hop', listed: true });
        for (const draft of drafts) draft.coops = ids;
      } else if (label.kind === 'time') for (const draft of drafts) draft.deadlineText = label.value;
      else if (label.kind === 'product') for (const draft of drafts) draft.product = label.value;
    }
  }
}

/** "b) Chủ trì, phối hợp" over "- Sở Tài chính … tham mưu …": the units below help the one above. */
const listsHelpers = (heading: Node | null): boolean =>
  heading !== null && /^(?:chủ trì, )?phối hợp(?: với)?\s*:?$/.test(heading.item.folded.trim());

/** "7. Giám sát, kiểm tra, báo cáo" heads both: a line under it that asks for no report is work to do. */
function isWorkAmongReports(node: Node): boolean {
  const heading = node.parent;
  return (
    node.section === 'bao_cao' &&
    !node.opensSection &&
    heading?.opensSection === true &&
    /kiểm tra|giám sát|theo dõi|đôn đốc|\svà (?:tổ chức|triển khai)\s/.test(heading.item.folded) &&
    !/báo cáo|định kỳ|gửi|phản ánh/.test(node.item.folded)
  );
}

function within(node: Node, scope: Node | null): boolean {
  for (let at: Node | null = node; at; at = at.parent) if (at === scope) return true;
  return scope === null;
}
