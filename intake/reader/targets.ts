// Targets in running text: one entry for each indicator and milestone, with everything that stands unsaid left null.
import type { Target, TargetKind, TargetScope } from '../reading';
import { fold, squeeze } from '../text/fold';
import { type Item, linesAt } from '../text/items';
import { type Span, sentencesOf } from './clauses';
import type { Context } from './context';
import { type Figure, sortFigures } from './figures';
import { mentionsIn, wordedMentions } from './mentions';
import { type Milestone, milestonesIn } from './milestones';
import type { Node } from './outline';
import { isObjectiveSection, type SectionKind } from './sections';
import { softTarget } from './soft-targets';
import { coarse, type DraftTarget, emptyTarget, inheritedMilestone } from './target-draft';

const NO_TARGETS: ReadonlySet<SectionKind> = new Set([
  'hien_trang',
  'kinh_phi',
  'can_cu',
  'thi_dua',
  'opening',
  'bao_cao',
  'lo_trinh',
  'doi_tuong',
  'khac',
]);

/** Where the figures of a section belong; null where figures are no targets. */
export function scopeOf(section: SectionKind): TargetScope | null {
  if (isObjectiveSection(section)) return 'main';
  if (
    section === 'muc_dich' ||
    section === 'yeu_cau' ||
    section === 'muc_dich_yeu_cau' ||
    section === 'quan_diem'
  )
    return 'main';
  return NO_TARGETS.has(section) ? null : 'in_task';
}

export function readTextTargets(ctx: Context): DraftTarget[] {
  const out: DraftTarget[] = [];
  for (const node of ctx.outline.nodes) {
    const scope = scopeOf(node.section);
    if (!scope || node.item.table) continue;
    const item = node.opensSection ? node.inline : node.item;
    if (!item) continue;
    out.push(...targetsOfItem(ctx, node, item, scope));
  }
  return out;
}

/** Purpose and requirements hold a target only where they aim at a figure in so many words. */
const AIMS = /phấn đấu|bảo đảm|đảm bảo|\d\s*%|ít nhất|tối thiểu|trở lên|mục tiêu/;

function targetsOfItem(ctx: Context, node: Node, item: Item, scope: TargetScope): DraftTarget[] {
  const objective = isObjectiveSection(node.section);
  if (scope === 'main' && !objective && !(AIMS.test(item.folded) && /\d/.test(item.folded))) return [];
  const quoted = item.folded.replace(/"[^"]{3,160}"/g, (hit) => hit.replace(/\d/g, '#'));
  const digits = mentionsIn(quoted, item.text);
  const worded = wordedMentions(quoted, item.text).filter(
    (word) => !digits.some((hit) => hit.from === word.from),
  );
  const mentions = [...digits, ...worded].sort((a, b) => a.from - b.from);
  const out: DraftTarget[] = [];
  for (const sentence of sentencesOf(item.text)) {
    const { figures, orphan } = sortFigures(quoted, sentence, mentions);
    const when = figures.length > 0 ? sentenceMilestones(item, sentence) : [];
    const drafts = figures.map((figure) => draftOf(ctx, node, item, sentence, figure, scope, when));
    figures.forEach((figure, i) => {
      const draft = drafts[i];
      if (!draft) return;
      if (figure.partOf !== null) draft.total = drafts[figure.partOf] ?? null;
      if (figure.continues) draft.sibling = drafts[i - 1] ?? null;
      if (draft.total && draft.milestone_source !== 'clause' && draft.total.milestone_year !== null)
        copyMilestone(draft, draft.total);
      if (draft.sibling) draft.indicator = draft.sibling.indicator;
    });
    shareMilestones(item, figures, drafts);
    out.push(...drafts);
    if (objective)
      out.push(
        ...softTarget({ ctx, node, item, sentence, covered: figures.map((figure) => figure.span), orphan }),
      );
  }
  return out;
}

/** Milestones of one sentence, at offsets of the item. */
const sentenceMilestones = (item: Item, sentence: Span): Milestone[] =>
  milestonesIn(item.folded.slice(sentence.from, sentence.to)).map((milestone) => ({
    ...milestone,
    at: milestone.at + sentence.from,
    to: milestone.to + sentence.from,
  }));

/** "Giảm 30% thời gian, 30% chi phí trong năm 2026": a figure that follows without a verb shares verb and milestone. */
function shareMilestones(item: Item, figures: Figure[], drafts: DraftTarget[]): void {
  for (let i = figures.length - 1; i > 0; i--) {
    const [figure, draft, previous] = [figures[i], drafts[i], drafts[i - 1]];
    const before = figures[i - 1]?.mention.to;
    if (!figure || !draft || !previous || before === undefined || draft.milestone_source !== 'clause')
      continue;
    if (previous.milestone_source === 'clause' || previous.per !== null || draft.per !== null) continue;
    const between = item.folded.slice(before, figure.mention.from);
    if (draft.unit === previous.unit && !/;/.test(between) && /(?:,|\svà)\s*$/.test(between))
      copyMilestone(previous, draft);
  }
}

function copyMilestone(draft: DraftTarget, from: DraftTarget): void {
  draft.milestone_year = from.milestone_year;
  draft.milestone_date = from.milestone_date;
  draft.milestone_text = from.milestone_text;
  draft.milestone_source = from.milestone_source;
}

function draftOf(
  ctx: Context,
  node: Node,
  item: Item,
  sentence: Span,
  figure: Figure,
  scope: TargetScope,
  when: Milestone[],
): DraftTarget {
  const { mention, span } = figure;
  const clause = item.folded.slice(span.from, span.to);
  const draft = emptyTarget(
    linesAt(item, span.from, span.to),
    ctx.confidence * (mention.word || mention.foreign ? 0.8 : 0.92),
  );
  const change = changeOf(clause, item.folded.slice(span.from, mention.from));
  const kind: TargetKind =
    figure.role === 'threshold' ? 'threshold' : figure.role === 'maintain' ? 'maintain' : 'indicator';
  Object.assign(draft, {
    node,
    worded: mention.word,
    scope,
    kind,
    measurable: kind !== 'threshold',
    text: squeeze(item.text.slice(span.from, span.to)).replace(/[\s,;.]+$/, ''),
    indicator: indicatorOf(item, figure),
    comparator: mention.comparator,
    comparator_coarse: coarse(mention.comparator),
    value: mention.value,
    value_max: mention.valueMax,
    unit: mention.unit,
    qualifier: figure.qualifier,
    change,
    base_year: baseYear(clause),
    note:
      mention.baseline !== null
        ? `từ mức ${mention.baseline}`
        : mention.foreign
          ? 'số thập phân viết bằng dấu chấm'
          : null,
  });
  completeUnit(draft, clause);
  setMilestone(ctx, node, item, sentence, figure, draft, when);
  namedDeliverable(draft, item.text.slice(span.from, span.to));
  return draft;
}

function changeOf(clause: string, before: string): Target['change'] {
  if (/(?:có thêm|tăng thêm|thêm|tăng(?! cường| trưởng))[^,;]*$/.test(before)) return 'increase';
  if (/giảm(?!.*(?:xuống|còn))[^,;]*$/.test(before) && !/giảm[^,;]*(?:xuống|còn)/.test(clause))
    return 'decrease';
  return null;
}

function baseYear(clause: string): number | null {
  const match = /so với (?:cuối |đầu |thời điểm )?(?:năm )?(\d{4})/.exec(clause);
  return match ? Number(match[1]) : null;
}

/** The unit may stand in the subject: "giá trị … trên 1 ha … đạt 150 triệu đồng". */
function completeUnit(draft: DraftTarget, clause: string): void {
  const unit = draft.unit;
  if (!unit) return;
  if (/đồng$/.test(unit)) {
    if (
      /trên (?:1|01|một) ?(?:ha|héc ta)|trên (?:một|1|01) đơn vị diện tích|bình quân\s*\/\s*(?:1 ?)?ha/.test(
        clause,
      )
    )
      draft.unit = `${unit}/ha`;
    else if (/bình quân (?:đầu )?người/.test(clause))
      draft.unit = `${unit}/người${/\/\s*năm|một năm|mỗi năm|hằng năm/.test(clause) ? '/năm' : ''}`;
  }
  if (/\/năm$/.test(draft.unit ?? '')) draft.per = 'nam';
  else if (/\/tháng$/.test(draft.unit ?? '')) draft.per = 'thang';
}

function setMilestone(
  ctx: Context,
  node: Node,
  item: Item,
  sentence: Span,
  figure: Figure,
  draft: DraftTarget,
  all: Milestone[],
): void {
  const { mention, span } = figure;
  const recurring =
    all.find(
      (milestone) =>
        milestone.recurring &&
        milestone.to <= mention.to &&
        !dividedBy(item.folded, milestone.to, mention.from) &&
        milestone.at >= lastBreak(item.folded, sentence.from, mention.from),
    ) ??
    all.find(
      (milestone) =>
        milestone.recurring &&
        // "100% xã mỗi quý có …": the share is of the xã, and not of a quarter; "giảm 10% hằng năm" is a pace.
        (!draft.unit?.startsWith('%') || draft.change !== null) &&
        milestone.at >= mention.to &&
        milestone.at <= span.to &&
        (milestone.at - mention.to < 30 || endsClause(item.folded, mention.to, milestone)),
    );
  const dated = all.filter((milestone) => !milestone.recurring);
  const after = dated.find(
    (milestone) =>
      milestone.at >= mention.from &&
      milestone.at < span.to &&
      // "100% xã, phường có ít nhất 01 điểm … đến hết năm 2028": the list and its condition are one clause.
      !(figure.qualifier ? /;/ : /[,;]/).test(
        item.folded
          .slice(mention.to, milestone.at)
          .replace(/\([^()]*\)/g, '')
          .replace(LISTED, ''),
      ) &&
      milestone.at - mention.to < 160,
  );
  const before = dated
    .filter(
      (milestone) => milestone.to <= mention.from && !belongsToOther(item.folded, milestone, mention.from),
    )
    .at(-1);
  const own: Milestone | undefined = after ?? before;
  if (recurring) {
    const growth =
      draft.unit?.startsWith('%') &&
      (draft.change !== null || /bình quân|tốc độ/.test(item.folded.slice(sentence.from, mention.to + 60)));
    draft.per = recurring.recurring;
    if (growth || !draft.unit?.startsWith('%')) draft.unit = withPer(draft.unit, recurring.recurring);
    if (!own && !growth) {
      draft.milestone_text = recurring.text;
      return;
    }
  }
  if (own) {
    draft.milestone_year = own.year;
    draft.milestone_date = own.date;
    draft.milestone_text = own.text;
    draft.milestone_source = 'clause';
    if (own.ambiguous) draft.note = 'mốc "trước năm" có thể hiểu hai cách';
    return;
  }
  const inherited = inheritedMilestone(ctx, node);
  draft.milestone_year = inherited.year;
  draft.milestone_date = inherited.date;
  draft.milestone_text = inherited.text;
  draft.milestone_source = inherited.source;
}

const withPer = (unit: string | null, per: Target['per']): string | null => {
  const suffix = per === 'nam' ? '/năm' : per === 'thang' ? '/tháng' : '/quý';
  return unit && !unit.endsWith(suffix) ? `${unit}${suffix}` : unit;
};

/** "20% xã, phường …", "100% cán bộ, công chức, viên chức …": who the share is of, and no end of the clause. */
const LISTED =
  /^ (?:các |số )?(?:(?:xã|phường|đặc khu|thôn|ấp|bản|buôn|khu phố|tổ dân phố|sở|ban|ngành|cơ quan|đơn vị|cán bộ|công chức|viên chức|hộ dân|hộ|trường học|cơ sở|doanh nghiệp|hợp tác xã)(?:, | và ))+/;

/** "… 02 lớp tập huấn cho hội viên nông dân mỗi năm": the pace stands at the very end, with nothing counted in between. */
const endsClause = (folded: string, from: number, milestone: Milestone): boolean =>
  /^[^,;.\d]{0,90}$/.test(folded.slice(from, milestone.at)) &&
  /^\s*(?:[;.,]|$)/.test(folded.slice(milestone.to));

const dividedBy = (folded: string, from: number, to: number): boolean =>
  /;/.test(folded.slice(from, Math.max(from, to)));
const lastBreak = (folded: string, from: number, to: number): number =>
  Math.max(from, folded.lastIndexOf(';', to) + 1);

/** The milestone stands right behind another figure ("60% năm 2027, …") or ends a clause ("… vào năm 2028; …") and is its own. */
function belongsToOther(folded: string, milestone: Milestone, mentionFrom: number): boolean {
  const before = folded.slice(Math.max(0, milestone.at - 45), milestone.at);
  if (!/[,;]/.test(folded.slice(milestone.to, mentionFrom))) return false;
  if (/^\s*;/.test(folded.slice(milestone.to)) && /[^,;:]{15,}$/.test(before) && !/phấn đấu\s*$/.test(before))
    return true;
  return /\d[^,;]{0,30}$/.test(before) && !/(?:phấn đấu|,|;)\s*$/.test(before);
}

/** "Hoàn thiện Đề án khu … 38ha": one named product; the figure is its size. */
function namedDeliverable(draft: DraftTarget, clause: string): void {
  const match =
    /^(?:Phấn đấu )?(?:Hoàn thiện|Hoàn thành|Ban hành|Xây dựng xong|Phê duyệt|Lập|hoàn thành|hoàn thiện)(?: việc)? (Đề án|Quy hoạch|Dự án|Kế hoạch|Phương án|Đồ án)(?![\p{L}\d])[^,;:]*$/u.exec(
      clause.trim().replace(/[.;]$/, ''),
    );
  if (!match || draft.unit === null || draft.unit.startsWith('%') || draft.value === null) return;
  draft.qualifier = {
    dimension: 'quy mô',
    comparator: draft.comparator,
    value: draft.value,
    unit: draft.unit,
  };
  Object.assign(draft, {
    kind: 'deliverable',
    value: 1,
    value_max: null,
    unit: fold(match[1] ?? ''),
    comparator: '=',
    comparator_coarse: '=',
    change: null,
  });
}

const LEAD =
  /^(?:(?:phấn đấu|phần đầu|bảo đảm|đảm bảo|đến|hết|cuối|năm \d{4}|giai đoạn \d{4} ?- ?\d{4}|\d{4}|vào|trong|mỗi năm|hằng năm|hàng năm|toàn xã|toàn tỉnh|toàn phường|có|là|thì|,|và|về|tiếp tục|trước|ngày|[\d/]+|quý [iv]+\/?)\s*)+/;

/** A short neutral name of what is measured. */
function indicatorOf(item: Item, figure: Figure): string {
  const { mention, span } = figure;
  const before = item.text.slice(span.from, mention.from);
  const foldedBefore = item.folded.slice(span.from, mention.from);
  const lead = LEAD.exec(foldedBefore)?.[0].length ?? 0;
  const subject = squeeze(
    before
      .slice(lead)
      .replace(
        /\s*(?:đạt|có|là|lên|còn|xuống|từ|trên|dưới|ít nhất|tối thiểu|khoảng|không quá|tối đa|tỷ lệ|bình quân|tăng|giảm|≥|≤|hơn|thêm|mức|(?:đến|vào|hết|cuối)\s+năm\s+\d{4})*\s*$/gu,
        '',
      ),
  ).replace(/[\s,;:]+$/, '');
  const number =
    /^[\d.,\s]*(?:[-–]\s*[\d.,]+)?(?:(?:đến|tới)\s+[\d.,]+)?/.exec(item.text.slice(mention.from))?.[0]
      .length ?? 0;
  const rest = squeeze(item.text.slice(mention.from + number, span.to))
    .replace(/^%\s*/, '')
    .replace(/[\s,;.]+$/, '');
  if (subject.split(' ').length >= 3) return subject;
  if (mention.unit?.startsWith('%')) return squeeze(`Tỷ lệ ${rest}`).slice(0, 200);
  return squeeze(`${subject} ${rest}`).slice(0, 200);
}
