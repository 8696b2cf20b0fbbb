/** Reminders: one report before, on and after its day, and the digest of several (B40, B42, B43). */
import { capitalise, formatCount } from '../../domain/format';
import { toMillis } from '../../domain/time';
import { type Block, composeHtml, composeText, type Letter } from './compose';
import type { OwedReport, ReminderFacts, RenderedMessage } from './facts';
import {
  type DuePhase,
  deadlineWords,
  dueCompact,
  duePhase,
  dueShort,
  dueUntil,
  greeting,
  missingWords,
  NOTICE_FOOTER,
  relativeWords,
  reportFacts,
  request,
  signature,
} from './words';
import { templateData, zaloText } from './zalo';

export function renderReminder(facts: ReminderFacts): RenderedMessage {
  const reports = [...facts.reports].sort((a, b) => toMillis(a.dueAt) - toMillis(b.dueAt));
  const [first] = reports;
  if (first === undefined) throw new Error('a reminder needs at least one report');
  return reports.length === 1 ? single(facts, first) : digest(facts, reports, first);
}

function single(facts: ReminderFacts, report: OwedReport): RenderedMessage {
  const phase = duePhase(report.dueAt, facts.asOf);
  const listed = !report.readyToSend && report.missing.length > 1;
  const letter: Letter = {
    subject: singleSubject(report, phase, facts.asOf),
    greeting: greeting(facts.recipient),
    blocks: [
      { p: request(facts.tone, facts.sender, report.unitName, demand(report, phase)) },
      {
        facts: [
          ...reportFacts(report),
          [report.correction ? 'Hạn gửi lại' : 'Hạn nộp', deadlineWords(report, facts.asOf)],
          [
            'Tình trạng',
            listed ? `còn thiếu ${formatCount(report.missing.length)} nội dung` : missingWords(report),
          ],
        ],
      },
      ...(listed ? [{ p: 'Các nội dung còn thiếu:' }, { list: report.missing }] : []),
    ],
    button: {
      label: report.readyToSend ? 'Kiểm tra và gửi báo cáo' : 'Mở trang nộp báo cáo',
      url: report.link,
    },
    closing: closing(phase),
    signature: signature(facts.sender),
    footer: NOTICE_FOOTER,
  };
  return {
    subject: letter.subject,
    text: composeText(letter),
    html: composeHtml(letter),
    zaloText: zaloText({
      head: `${facts.sender.officeName} ${zaloVerb(facts, phase)}:`,
      items: [zaloLine(report, facts.asOf)],
      tail: report.link,
    }),
    link: report.link,
    templateData: templateData({
      unitName: report.unitName,
      title: report.reportName,
      due: dueCompact(report.dueAt),
      link: report.link,
    }),
  };
}

function digest(facts: ReminderFacts, reports: readonly OwedReport[], first: OwedReport): RenderedMessage {
  const count = formatCount(reports.length);
  const overdue = reports.filter((r) => duePhase(r.dueAt, facts.asOf) === 'overdue').length;
  const link = facts.allLink ?? first.link;
  const unit =
    new Set(reports.map((r) => r.unitName)).size === 1
      ? first.unitName
      : (facts.recipient.unitName ?? first.unitName);
  const lead = overdue > 0 ? `${formatCount(overdue)} báo cáo quá hạn, ` : '';
  const letter: Letter = {
    subject: `${facts.supplementary ? 'Bổ sung: ' : ''}${lead}${count} báo cáo cần nộp, sớm nhất ${dueShort(first.dueAt)}`,
    greeting: greeting(facts.recipient),
    blocks: [
      {
        p: request(facts.tone, facts.sender, unit, `hoàn thành và gửi ${count} báo cáo dưới đây`),
      },
      ...(facts.supplementary
        ? [{ p: 'Danh sách này bổ sung cho thư nhắc đã gửi trước đó, không nhắc lại các báo cáo cũ.' }]
        : []),
      ...reports.flatMap((report, index) => digestEntry(report, index, facts)),
    ],
    button: { label: 'Mở danh sách báo cáo phải nộp', url: link },
    signature: signature(facts.sender),
    footer: NOTICE_FOOTER,
  };
  return {
    subject: letter.subject,
    text: composeText(letter),
    html: composeHtml(letter),
    zaloText: zaloText({
      head: `${facts.sender.officeName} nhắc ${count} báo cáo cần nộp:`,
      items: reports.map((report) =>
        facts.allLink
          ? `- ${zaloLine(report, facts.asOf)}`
          : `- ${report.unitName}: ${zaloLine(report, facts.asOf)} ${report.link}`,
      ),
      tail: facts.allLink ?? '',
    }),
    link,
    templateData: templateData({
      unitName: unit,
      title: `${count} báo cáo cần nộp`,
      due: dueCompact(first.dueAt),
      link,
    }),
  };
}

function digestEntry(report: OwedReport, index: number, facts: ReminderFacts): Block[] {
  return [
    { heading: `${index + 1}. ${report.reportName}` },
    {
      facts: [
        ...(report.unitName === facts.recipient.unitName ? [] : [['Đơn vị', report.unitName] as const]),
        ['Theo', report.planName],
        [report.correction ? 'Hạn gửi lại' : 'Hạn nộp', deadlineWords(report, facts.asOf)],
        ['Tình trạng', missingWords(report)],
        ...(facts.allLink ? [] : [['Đường dẫn', report.link] as const]),
      ],
    },
  ];
}

function singleSubject(report: OwedReport, phase: DuePhase, asOf: string): string {
  const name = report.correction ? `${report.reportName} (bản chỉnh sửa)` : report.reportName;
  switch (phase) {
    case 'before':
      return `Nhắc nộp ${name}, hạn ${dueShort(report.dueAt)}`;
    case 'today':
      return `Hết hạn hôm nay: ${name}`;
    case 'overdue':
      return `${capitalise(relativeWords(report, asOf))}: ${name}`;
  }
}

function demand(report: OwedReport, phase: DuePhase): string {
  const what = report.correction ? 'chỉnh sửa và gửi lại báo cáo' : 'hoàn thành và gửi báo cáo';
  switch (phase) {
    case 'before':
      return `${what} đúng thời hạn dưới đây`;
    case 'today':
      return `${what} trong hôm nay`;
    case 'overdue':
      return `khẩn trương ${what} đã quá thời hạn dưới đây`;
  }
}

function closing(phase: DuePhase): string {
  return phase === 'overdue'
    ? 'Nếu báo cáo đã được gửi bằng văn bản giấy hoặc có khó khăn, vướng mắc, đề nghị thông tin ngay cho Văn phòng để được ghi nhận.'
    : 'Nếu cần gia hạn hoặc không phụ trách báo cáo này, đề nghị báo trên trang nộp báo cáo trước thời hạn.';
}

function zaloVerb(facts: ReminderFacts, phase: DuePhase): string {
  if (facts.tone === 'kinh_bao') return 'kính báo';
  return phase === 'overdue' ? 'đôn đốc báo cáo quá hạn' : 'nhắc nộp báo cáo';
}

function zaloLine(report: OwedReport, asOf: string): string {
  return `${report.reportName}, hạn ${dueUntil(report.dueAt)} (${relativeWords(report, asOf)})`;
}
