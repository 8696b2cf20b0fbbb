// Questions about targets: missing figures, conflicts, milestones, parts, bases.
import type { Target } from '../reading';
import type { Finding } from './context';
import { clip, type Reading } from './question-parts';

export function targetQuestions(reading: Reading): Finding[] {
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
