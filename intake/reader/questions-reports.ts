// Questions about reporting duties: cycle, deadline, recipient, compiler.
import type { DueRule, ReportingClause, ReportKind } from '../reading';
import type { Finding } from './context';
import { clip, type Reading } from './question-parts';

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

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that its month never has. */
const isImpossible = (rule: DueRule): boolean =>
  rule.day !== null &&
  (rule.day < 1 || rule.day > (typeof rule.month === 'number' ? (LONGEST[rule.month - 1] ?? 31) : 31));

/** Reports of one clause are asked about together: one thing to settle, one question. */
export function reportQuestions(reading: Reading): Finding[] {
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
    const impossible = (clause.due ?? []).find(isImpossible);
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
