// What a person must settle before the plan becomes active: one question for each thing, in plain Vietnamese.
import type { LineRange } from '../model';
import type {
  LegalBasis,
  PlanReading,
  Question,
  ReportingClause,
  ReportKind,
  Target,
  Task,
} from '../reading';
import type { Context, Finding } from './context';

/** What blocks activation comes first; inside a rank the order of the document holds. */
const ORDER = [
  'NO_ISSUER',
  'NO_NUMBER',
  'NO_DATE',
  'NO_TITLE',
  'ISSUER_INFERRED',
  'NO_PERIOD',
  'PERIOD_INFERRED',
  'NO_CYCLE',
  'NO_DEADLINE',
  'DEADLINE_IMPOSSIBLE',
  'KIND_INFERRED',
  'NO_RECIPIENT_OF_REPORT',
  'TWO_COMPILERS',
  'NO_REPORTING',
  'TWO_LEADS',
  'NO_LEAD',
  'UNIT_ALIAS',
  'COLLECTIVE_UNIT',
  'TARGET_WITHOUT_NUMBER',
  'TARGETS_DISAGREE',
  'TARGET_OUTSIDE_TERM',
  'PARTS_EXCEED_TOTAL',
  'COMPARATORS_DIFFER',
  'MILESTONE_AMBIGUOUS',
  'NO_MILESTONE',
  'TARGET_APPROXIMATE',
  'NO_BASE',
  'TARGET_WITHOUT_UNIT',
  'TARGETS_IN_TASKS',
  'VISION_DIFFERS',
  'TWO_DEADLINES',
  'DUPLICATE_SECTION',
  'BROKEN_TABLE_ROW',
  'BROKEN_SENTENCE',
  'LOOSE_BRACE',
];

const BLOCKING = new Set([
  'NO_ISSUER',
  'NO_NUMBER',
  'NO_DATE',
  'NO_TITLE',
  'ISSUER_INFERRED',
  'NO_CYCLE',
  'NO_DEADLINE',
  'DEADLINE_IMPOSSIBLE',
  'KIND_INFERRED',
  'TWO_LEADS',
  'TWO_COMPILERS',
  'TARGETS_DISAGREE',
  'PARTS_EXCEED_TOTAL',
]);

const KIND_NAME: Record<ReportKind, string> = {
  '6_thang': 'báo cáo 6 tháng',
  '9_thang': 'báo cáo 9 tháng',
  hang_nam: 'báo cáo năm',
  quy: 'báo cáo quý',
  thang: 'báo cáo tháng',
  tuan: 'báo cáo tuần',
  dot_xuat: 'báo cáo đột xuất',
  dinh_ky: 'báo cáo định kỳ',
  khong_ro_chu_ky: 'báo cáo',
  vuong_mac: 'báo cáo khó khăn, vướng mắc',
  mot_lan: 'báo cáo một lần',
  so_ket_tong_ket: 'báo cáo sơ kết, tổng kết',
};

const clip = (text: string, size = 110): string =>
  text.length > size ? `${text.slice(0, size).trimEnd()}…` : text;

type Reading = Omit<PlanReading, 'questions' | 'counts' | 'traps'>;

export function askQuestions(ctx: Context, reading: Reading): Question[] {
  const findings: Finding[] = [
    ...ctx.findings,
    ...identity(reading),
    ...reports(reading),
    ...units(ctx, reading),
    ...targets(reading),
    ...structure(ctx),
  ];
  return findings
    .map(
      (finding): Question => ({
        code: finding.code,
        message: finding.message,
        lines: finding.lines,
        refers_to: finding.refers_to ?? [],
        blocking: finding.blocking ?? BLOCKING.has(finding.code),
        answers: finding.answers ?? [],
      }),
    )
    .sort((a, b) => rank(a) - rank(b) || (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0));
}

const rank = (question: Question): number => {
  const at = ORDER.indexOf(question.code);
  return (question.blocking ? 0 : 1000) + (at < 0 ? ORDER.length : at);
};

function identity(reading: Reading): Finding[] {
  const { document, source } = reading;
  const out: Finding[] = [];
  const top: LineRange[] = document.title_lines.length > 0 ? document.title_lines : [[1, 1]];
  const waive = 'Ban hành không có; nêu lý do';
  if (document.number.number === null) {
    const symbol = document.number.symbol;
    out.push({
      code: 'NO_NUMBER',
      message: symbol
        ? `Văn bản in ký hiệu "${symbol}" nhưng để trống số. Số của văn bản là bao nhiêu?`
        : 'Văn bản không in số, ký hiệu. Số và ký hiệu là gì?',
      lines: document.number.lines.length > 0 ? document.number.lines : top,
      refers_to: ['document'],
      answers: [waive],
    });
  }
  if (document.date.iso === null) {
    const { month, year } = document.date;
    out.push({
      code: 'NO_DATE',
      message:
        month && year
          ? `Văn bản chỉ ghi tháng ${month} năm ${year}, để trống ngày. Ngày ban hành là ngày nào?`
          : 'Văn bản không ghi ngày ban hành. Ngày ban hành là ngày nào?',
      lines: document.date.lines.length > 0 ? document.date.lines : top,
      refers_to: ['document'],
      answers: [waive],
    });
  }
  if (!document.issuing_body.normalized) {
    out.push({
      code: 'NO_ISSUER',
      message: 'Không tìm thấy cơ quan ban hành. Cơ quan nào ban hành văn bản này?',
      lines: top,
      refers_to: ['document'],
    });
  } else if (document.issuing_body.needs_confirmation) {
    out.push({
      code: 'ISSUER_INFERRED',
      message: `Cơ quan ban hành được suy ra là "${document.issuing_body.normalized}" (từ ${document.issuing_body.derived_from}). Có đúng không?`,
      lines: document.issuing_body.lines.length > 0 ? document.issuing_body.lines : top,
      refers_to: ['document'],
      answers: ['Đúng', 'Không đúng, nhập lại'],
    });
  }
  if (!document.title)
    out.push({
      code: 'NO_TITLE',
      message: 'Không tìm thấy tên (trích yếu) của văn bản.',
      lines: top,
      refers_to: ['document'],
      blocking: true,
    });
  const { start_year, end_year, note } = document.period;
  if (start_year === null && end_year === null)
    out.push({
      code: 'NO_PERIOD',
      message: 'Văn bản không nêu giai đoạn thực hiện. Kế hoạch thực hiện từ năm nào đến năm nào?',
      lines: top,
      refers_to: ['document'],
    });
  else if (note !== null || end_year === null)
    out.push({
      code: 'PERIOD_INFERRED',
      message: `Giai đoạn thực hiện chưa rõ (${note ?? 'thiếu năm kết thúc'}). Kế hoạch kết thúc vào năm nào?`,
      lines: top,
      refers_to: ['document'],
    });
  if (source.confidence < 0.9)
    out.push({
      code: 'LOW_CONFIDENCE',
      message: 'Văn bản được đọc từ bản quét; đề nghị đối chiếu từng nội dung với bản gốc.',
      lines: [[1, 1]],
      refers_to: ['document'],
    });
  return out;
}

/** Reports of one clause are asked about together: one thing to settle, one question. */
function reports(reading: Reading): Finding[] {
  const out: Finding[] = [];
  const primary = reading.reporting.filter((clause) => clause.tier === 'primary');
  if (reading.reporting.length === 0) {
    out.push({
      code: 'NO_REPORTING',
      message:
        'Văn bản không quy định chế độ báo cáo nào. Có áp dụng chế độ báo cáo chung của cơ quan không?',
      lines: [[1, 1]],
      answers: ['Không báo cáo định kỳ', 'Áp dụng chế độ báo cáo chung (đề xuất, chờ duyệt)'],
    });
  }
  const noCycle = primary.filter((clause) => clause.kind === 'dinh_ky' || clause.kind === 'khong_ro_chu_ky');
  for (const group of byPassage(noCycle)) {
    out.push({
      code: 'NO_CYCLE',
      message: `"${clip(group[0]?.text ?? '')}": văn bản không nói bao lâu báo cáo một lần. Chu kỳ báo cáo là gì?`,
      lines: group.flatMap((clause) => clause.lines),
      refers_to: group.map((clause) => clause.id),
      answers: [
        '6 tháng và hằng năm (đề xuất theo chế độ chung)',
        'Hằng năm',
        'Hằng quý',
        'Hằng tháng',
        'Không lập lịch',
      ],
    });
  }
  const undated = primary.filter(
    (clause) =>
      ['6_thang', '9_thang', 'hang_nam', 'quy', 'thang', 'tuan'].includes(clause.kind) &&
      !clause.due &&
      !clause.merged_into,
  );
  for (const group of byPassage(undated)) {
    out.push({
      code: 'NO_DEADLINE',
      message: `Văn bản yêu cầu ${group.map((clause) => KIND_NAME[clause.kind]).join(', ')} nhưng không ghi hạn gửi. Hạn gửi là ngày nào?`,
      lines: group.flatMap((clause) => clause.lines),
      refers_to: group.map((clause) => clause.id),
      answers: ['Theo thời hạn chung của chế độ báo cáo (đề xuất, chờ duyệt)', 'Nhập hạn cụ thể'],
    });
  }
  for (const clause of primary) {
    const impossible = (clause.due ?? []).find(
      (rule) =>
        rule.day !== null &&
        (rule.day < 1 ||
          rule.day > 31 ||
          (typeof rule.month === 'number' &&
            rule.day > [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][rule.month - 1]!)),
    );
    if (impossible)
      out.push({
        code: 'DEADLINE_IMPOSSIBLE',
        message: `Hạn "${clause.deadline_text}" không có trong lịch. Hạn đúng là ngày nào?`,
        lines: clause.lines,
        refers_to: [clause.id],
      });
  }
  for (const group of byPassage(primary.filter((clause) => clause.inferred))) {
    out.push({
      code: 'KIND_INFERRED',
      message: `"${clip(group[0]?.text ?? '')}" chỉ ghi ngày, không ghi loại kỳ; hiểu là ${group.map((clause) => KIND_NAME[clause.kind]).join(' và ')}. Có đúng không?`,
      lines: group.flatMap((clause) => clause.lines),
      refers_to: group.map((clause) => clause.id),
      answers: ['Đúng', 'Không đúng, chọn lại'],
    });
  }
  const nowhere = primary.filter((clause) => !clause.to && !clause.via && clause.kind !== 'dot_xuat');
  for (const group of byPassage(nowhere)) {
    out.push({
      code: 'NO_RECIPIENT_OF_REPORT',
      message: `"${clip(group[0]?.text ?? '')}": không nêu gửi về đâu. Báo cáo gửi cơ quan nào?`,
      lines: group.flatMap((clause) => clause.lines),
      refers_to: group.map((clause) => clause.id),
    });
  }
  const compilers = [
    ...new Set(
      primary
        .filter((clause) => clause.kind !== 'vuong_mac')
        .map((clause) => clause.compiled_by)
        .filter((name): name is string => name !== null),
    ),
  ];
  if (compilers.length > 1) {
    const involved = primary.filter((clause) => clause.compiled_by);
    out.push({
      code: 'TWO_COMPILERS',
      message: `Có ${compilers.length} đơn vị cùng tổng hợp báo cáo: ${compilers.map((name) => `"${clip(name, 60)}"`).join(', ')}. Đơn vị nào tổng hợp báo cáo nào?`,
      lines: involved.flatMap((clause) => clause.lines),
      refers_to: involved.map((clause) => clause.id),
      answers: compilers,
    });
  }
  return out;
}

function byPassage(clauses: ReportingClause[]): ReportingClause[][] {
  const groups = new Map<string, ReportingClause[]>();
  for (const clause of clauses) {
    const slot = JSON.stringify(clause.lines);
    const list = groups.get(slot);
    if (list) list.push(clause);
    else groups.set(slot, [clause]);
  }
  return [...groups.values()];
}

function units(ctx: Context, reading: Reading): Finding[] {
  const out: Finding[] = [];
  const nameOf = (id: string): string => ctx.units.get(id)?.name ?? id;
  const choices = new Map<string, { ids: string[]; tasks: (Task | Target)[] }>();
  const several: (Task | Target)[] = [
    ...reading.tasks.filter((task) => task.lead_to_choose),
    ...reading.targets.filter(
      (target) => target.responsible_units.length > 1 && target.responsible_source === 'table',
    ),
  ];
  for (const one of several) {
    const ids = 'lead_units' in one ? one.lead_units : one.responsible_units;
    const slot = ids.join('|');
    const group = choices.get(slot) ?? { ids, tasks: [] };
    group.tasks.push(one);
    choices.set(slot, group);
  }
  for (const { ids, tasks } of choices.values()) {
    out.push({
      code: 'TWO_LEADS',
      message: `${ids.map((id) => `"${nameOf(id)}"`).join(', ')} cùng được ghi là chủ trì. Đơn vị nào chủ trì, đơn vị nào phối hợp?`,
      lines: tasks.flatMap((task) => task.lines).slice(0, 20),
      refers_to: tasks.map((task) => task.id),
      answers: ids.map((id) => `${nameOf(id)} chủ trì, các đơn vị còn lại phối hợp`),
    });
  }
  const orphans = reading.tasks.filter((task) => task.kind !== 'general' && task.lead_units.length === 0);
  if (orphans.length > 0) {
    out.push({
      code: 'NO_LEAD',
      message: `${orphans.length} nhiệm vụ ở phần tổ chức thực hiện không nêu đơn vị thực hiện. Giao cho đơn vị nào?`,
      lines: orphans.flatMap((task) => task.lines).slice(0, 30),
      refers_to: orphans.map((task) => task.id),
    });
  }
  for (const { unit, alias, confidence } of ctx.units.doubtful()) {
    out.push({
      code: 'UNIT_ALIAS',
      message: `"${alias}" và "${unit.name}" có phải là một đơn vị không? (độ tin cậy ${Math.round(confidence * 100)}%)`,
      lines: unit.lines,
      refers_to: [unit.id],
      answers: ['Là một đơn vị', 'Là hai đơn vị'],
    });
  }
  const collective = ctx.units.units.filter((unit) => unit.collective && unit.scope === 'listed');
  if (collective.length > 0) {
    out.push({
      code: 'COLLECTIVE_UNIT',
      message: `Tên gọi chung cần được cụ thể hóa: ${collective.map((unit) => `"${clip(unit.name, 70)}"`).join('; ')}. Gồm những đơn vị nào?`,
      lines: collective.flatMap((unit) => unit.lines).slice(0, 20),
      refers_to: collective.map((unit) => unit.id),
    });
  }
  return out;
}

function targets(reading: Reading): Finding[] {
  const out: Finding[] = [];
  const main = reading.targets.filter((target) => target.scope === 'main');
  const byId = new Map(reading.targets.map((target) => [target.id, target]));
  for (const target of main.filter(
    (one) => !one.measurable && one.kind !== 'restated' && one.kind !== 'threshold',
  )) {
    const why =
      target.kind === 'relative'
        ? 'chỉ so sánh, không có số'
        : target.kind === 'qualitative'
          ? 'ghi bằng chữ'
          : target.kind === 'deliverable'
            ? 'không có số lượng'
            : 'thiếu số';
    out.push({
      code: 'TARGET_WITHOUT_NUMBER',
      message: `Chỉ tiêu "${clip(target.kind === 'qualitative' ? `${target.indicator}: ${target.text}` : target.text)}" ${why}. Theo dõi chỉ tiêu này như thế nào?`,
      lines: target.lines,
      refers_to: [target.id],
      answers: ['Nhập số', 'Theo dõi bằng nhận xét', 'Không theo dõi'],
    });
  }
  const { start_year, end_year } = reading.document.period;
  for (const target of main) {
    const year = target.milestone_year;
    const vision = reading.document.period.vision_year;
    if (
      year !== null &&
      year !== vision &&
      ((end_year !== null && year > end_year) || (start_year !== null && year < start_year))
    ) {
      out.push({
        code: 'TARGET_OUTSIDE_TERM',
        message: `Chỉ tiêu "${clip(target.text)}" có mốc năm ${year}, nằm ngoài giai đoạn ${start_year ?? '…'} - ${end_year ?? '…'}. Giữ mốc này?`,
        lines: target.lines,
        refers_to: [target.id],
        answers: [`Giữ mốc ${year}`, 'Sửa mốc'],
      });
    }
    if (target.note?.includes('hai cách')) {
      out.push({
        code: 'MILESTONE_AMBIGUOUS',
        message: `"${target.milestone_text}" nghĩa là hết năm ${(year ?? 0) - 1} hay trong năm ${year}? (${clip(target.text)})`,
        lines: target.lines,
        refers_to: [target.id],
        answers: [`Hết ngày 31/12/${(year ?? 0) - 1}`, `Trong năm ${year}`],
      });
    }
    if (target.comparator === 'approx')
      out.push({
        code: 'TARGET_APPROXIMATE',
        message: `"${clip(target.text)}" ghi con số ước chừng. Theo dõi như con số chính xác?`,
        lines: target.lines,
        refers_to: [target.id],
        answers: ['Có', 'Không'],
      });
    if (target.change && target.unit === '%' && target.base_year === null)
      out.push({
        code: 'NO_BASE',
        message: `"${clip(target.text)}" là mức tăng, giảm nhưng không nêu năm gốc. So với năm nào?`,
        lines: target.lines,
        refers_to: [target.id],
      });
    const other = target.conflicts_with ? byId.get(target.conflicts_with) : undefined;
    if (other && Number(other.id.slice(1)) > Number(target.id.slice(1))) {
      out.push({
        code: 'TARGETS_DISAGREE',
        message: `Hai chỉ tiêu cho cùng một nội dung không khớp nhau: "${clip(target.text)}" và "${clip(other.text)}". Dùng chỉ tiêu nào?`,
        lines: [...target.lines, ...other.lines],
        refers_to: [target.id, other.id],
        answers: [clip(target.text), clip(other.text), 'Giữ cả hai, là hai chỉ tiêu khác nhau'],
      });
    }
  }
  out.push(...parts(main, byId));
  const open = main.filter(
    (target) => target.measurable && target.milestone_year === null && target.per === null,
  );
  if (open.length > 0)
    out.push({
      code: 'NO_MILESTONE',
      message: `${open.length} chỉ tiêu không nêu mốc thời gian. Mốc hoàn thành là khi nào?`,
      lines: open.flatMap((target) => target.lines).slice(0, 20),
      refers_to: open.map((target) => target.id),
    });
  const unowned = main.filter((target) => target.measurable && target.responsible_units.length === 0);
  if (unowned.length > 0)
    out.push({
      code: 'TARGET_WITHOUT_UNIT',
      message: `${unowned.length} chỉ tiêu không nêu đơn vị chịu trách nhiệm. Giao đơn vị nào theo dõi?`,
      lines: unowned.flatMap((target) => target.lines).slice(0, 20),
      refers_to: unowned.map((target) => target.id),
    });
  const inTasks = reading.targets.filter((target) => target.scope === 'in_task');
  if (inTasks.length > 0)
    out.push({
      code: 'TARGETS_IN_TASKS',
      message: `${inTasks.length} con số nằm trong phần nhiệm vụ (ngưỡng, quy mô, số lượng). Có theo dõi như chỉ tiêu không?`,
      lines: inTasks.flatMap((target) => target.lines).slice(0, 20),
      refers_to: inTasks.map((target) => target.id),
      answers: ['Không theo dõi', 'Theo dõi tất cả', 'Chọn từng con số'],
    });
  return out;
}

/** A part never exceeds its total; parts that are a full breakdown should add up. */
function parts(main: Target[], byId: Map<string, Target>): Finding[] {
  const out: Finding[] = [];
  const groups = new Map<string, Target[]>();
  for (const target of main)
    if (target.part_of) groups.set(target.part_of, [...(groups.get(target.part_of) ?? []), target]);
  for (const [id, list] of groups) {
    const total = byId.get(id);
    if (!total || total.value === null) continue;
    const comparable = list.filter((part) => part.unit === total.unit && part.value !== null);
    const over = comparable.find((part) => (part.value ?? 0) > (total.value ?? 0));
    const sum = comparable.reduce((value, part) => value + (part.value ?? 0), 0);
    if (over || (comparable.length > 1 && sum > total.value)) {
      out.push({
        code: 'PARTS_EXCEED_TOTAL',
        message: `Các phần (${comparable.map((part) => part.value).join(' + ')} ${total.unit ?? ''}) lớn hơn tổng số ${total.value} ${total.unit ?? ''}: "${clip(total.text)}". Số nào đúng?`,
        lines: [...total.lines, ...comparable.flatMap((part) => part.lines)],
        refers_to: [total.id, ...comparable.map((part) => part.id)],
      });
    }
  }
  return out;
}

function structure(ctx: Context): Finding[] {
  const out: Finding[] = [];
  const tops = ctx.outline.repeated.filter((node) => node.parent === null);
  for (const node of tops) {
    out.push({
      code: 'DUPLICATE_SECTION',
      message: `Số mục "${node.item.marker?.label ?? ''}" được dùng hai lần; mục "${clip(node.item.text, 60)}" được đọc riêng. Chỗ dẫn chiếu tới số mục này cần người xem lại.`,
      lines: node.item.segments.map((segment) => segment.range),
    });
  }
  return out;
}

export type { LegalBasis };
