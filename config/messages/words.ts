/** Phrases that several messages share: greeting, verb by addressee, deadline in words, signature. */
import {
  formatClock,
  formatDateRange,
  formatDateWithWeekday,
  formatDaysLeft,
  formatDue,
  formatWorkingDaysLeft,
} from '../../domain/format';
import { daysBetween, type IsoInstant, isAfter, localDate, localTime } from '../../domain/time';
import type { OwedReport, Recipient, ReportRef, Sender, Tone } from './facts';

export function greeting(recipient: Recipient): string {
  const person = [recipient.title, recipient.name].filter(Boolean).join(' ');
  return `Kính gửi: ${recipient.unitName ? `${person} – ${recipient.unitName}` : person}`;
}

export function signature(sender: Sender): readonly string[] {
  return [
    'Trân trọng./.',
    `${sender.officeName} – ${sender.organizationName}`,
    ...(sender.officePhone ? [`Điện thoại: ${sender.officePhone}`] : []),
  ];
}

/** Notices by mail and Zalo are no official documents (Nghị định 30/2020/NĐ-CP); every mail says so. */
export const NOTICE_FOOTER =
  'Thư báo tự động, không thay cho văn bản hành chính. Đường dẫn trong thư dành riêng cho người nhận, đề nghị không chuyển tiếp.';

/** '<who> yêu cầu <unit> …' / 'đề nghị' / 'kính báo để … biết': subject and verb of the request. */
export function request(tone: Tone, sender: Sender, unitName: string, what: string): string {
  switch (tone) {
    case 'yeu_cau':
      return `${sender.organizationName} yêu cầu ${unitName} ${what}.`;
    case 'de_nghi':
      return `${sender.organizationName} đề nghị ${unitName} phối hợp ${what}.`;
    case 'kinh_bao':
      return `${sender.officeName} kính báo để ${unitName} biết, quan tâm ${what}.`;
  }
}

export type DuePhase = 'before' | 'today' | 'overdue';

/** By the clock and the calendar day, not by counters: 15:30 on the day is 'today', one millisecond after is 'overdue'. */
export function duePhase(dueAt: IsoInstant, asOf: IsoInstant): DuePhase {
  if (isAfter(asOf, dueAt)) return 'overdue';
  return localDate(dueAt) === localDate(asOf) ? 'today' : 'before';
}

/** 'hết thứ Sáu, 19/6/2026 (còn 3 ngày làm việc)' */
export function deadlineWords(report: OwedReport, asOf: IsoInstant): string {
  return `${formatDue(report.dueAt)} (${relativeWords(report, asOf)})`;
}

export function relativeWords(report: OwedReport, asOf: IsoInstant): string {
  switch (duePhase(report.dueAt, asOf)) {
    case 'today':
      return 'hết hạn hôm nay';
    case 'overdue':
      return report.workingDaysLeft < 0 ? formatWorkingDaysLeft(report.workingDaysLeft) : 'đã quá hạn';
    case 'before':
      // A deadline on a day off leaves days but no working day.
      return report.workingDaysLeft > 0
        ? formatWorkingDaysLeft(report.workingDaysLeft)
        : formatDaysLeft(daysBetween(localDate(asOf), localDate(report.dueAt)));
  }
}

/** After the word 'hạn' inside a sentence: 'đến hết thứ Sáu, 19/6/2026', or with its hour 'trước 16h00 thứ Tư, 05/8/2026'. */
export function dueUntil(dueAt: IsoInstant): string {
  return localTime(dueAt) === '23:59' ? `đến ${formatDue(dueAt)}` : `trước ${formatDue(dueAt)}`;
}

/** For subjects, where 'hết' would read oddly: 'thứ Sáu, 19/6/2026' or '16h00 thứ Tư, 05/8/2026'. */
export function dueShort(dueAt: IsoInstant): string {
  const date = formatDateWithWeekday(localDate(dueAt));
  return localTime(dueAt) === '23:59' ? date : `${formatClock(dueAt)} ${date}`;
}

/** At most 20 code points for a date parameter of a Zalo template: '23:59 19/06/2026'. */
export function dueCompact(dueAt: IsoInstant): string {
  const [year, month, day] = localDate(dueAt).split('-');
  return `${localTime(dueAt)} ${day}/${month}/${year}`;
}

export function reportFacts(report: ReportRef): (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [
    ['Tên báo cáo', report.reportName],
    ['Theo', report.planName],
  ];
  if (report.periodFrom && report.periodTo) {
    const partial = report.partialPeriod ? ' (kỳ không trọn)' : '';
    facts.push(['Kỳ số liệu', `${formatDateRange(report.periodFrom, report.periodTo)}${partial}`]);
  }
  return facts;
}

/** B43: exactly what is missing, or that only the sending is. */
export function missingWords(report: OwedReport): string {
  if (report.readyToSend) return 'đã nhập đủ, chưa gửi';
  return report.missing.length === 0 ? 'chưa nhập nội dung nào' : `còn thiếu ${report.missing.join('; ')}`;
}
