/** Notices about one report's course: deadline changed, returned, extension decided, received, sent on behalf. */
import { formatDate, formatDue, formatInstant } from '../../domain/format';
import { localDate } from '../../domain/time';
import type {
  ChangeNoticeFacts,
  ExtensionFacts,
  HandoverFacts,
  OnBehalfFacts,
  ReceiptFacts,
  RenderedMessage,
  ReturnedFacts,
} from './facts';
import { notice } from './notice';
import { dueShort, dueUntil, relativeWords, reportFacts, request } from './words';

export function renderChangeNotice(facts: ChangeNoticeFacts): RenderedMessage {
  const [first] = facts.changes;
  const one = facts.changes.length === 1;
  return notice({
    letter: {
      subject: one
        ? `Thay đổi hạn nộp ${first.reportName}: ${dueShort(first.newDueAt)}`
        : `Thay đổi hạn nộp của ${facts.changes.length} báo cáo`,
      blocks: [
        {
          p:
            facts.tone === 'kinh_bao'
              ? `${facts.sender.officeName} kính báo việc thay đổi thời hạn gửi báo cáo như sau.`
              : `${facts.sender.organizationName} thông báo thay đổi thời hạn gửi báo cáo của ${first.unitName} như sau.`,
        },
        ...facts.changes.map((change) => ({
          facts: [
            ...reportFacts(change),
            ['Hạn cũ', formatDue(change.oldDueAt)],
            ['Hạn mới', formatDue(change.newDueAt)],
            ['Lý do', change.reason],
            ...(change.document ? [['Căn cứ', change.document] as const] : []),
          ] as const,
        })),
      ],
      button: { label: 'Mở trang nộp báo cáo', url: first.link },
      closing: 'Các lần nhắc tiếp theo tính theo hạn mới.',
    },
    from: facts,
    zalo: {
      head: 'thay đổi hạn nộp báo cáo.',
      items: facts.changes.map((c) => `- ${c.reportName}: hạn mới ${dueUntil(c.newDueAt)}`),
    },
    template: { unitName: first.unitName, title: first.reportName, dueAt: first.newDueAt },
    link: first.link,
  });
}

export function renderReturned(facts: ReturnedFacts): RenderedMessage {
  const { report } = facts;
  return notice({
    letter: {
      subject: `Đề nghị chỉnh sửa ${report.reportName}, gửi lại trước ${dueShort(facts.correctionDueAt)}`,
      blocks: [
        {
          p: `${facts.sender.officeName} đã xem báo cáo của ${facts.unitName} và trả lại để chỉnh sửa, bổ sung.`,
        },
        { facts: [...reportFacts(report), ['Hạn gửi lại', formatDue(facts.correctionDueAt)]] },
        { p: 'Nội dung cần chỉnh sửa:' },
        { list: facts.reasons },
        {
          p: request(
            facts.tone,
            facts.sender,
            facts.unitName,
            'chỉnh sửa và gửi lại báo cáo đúng thời hạn trên',
          ),
        },
      ],
      button: { label: 'Mở báo cáo để chỉnh sửa', url: facts.link },
      closing: 'Nội dung đã nhập được giữ nguyên; ngày nộp lần đầu vẫn được ghi nhận.',
    },
    from: facts,
    zalo: {
      head: `trả lại để chỉnh sửa ${report.reportName}, hạn gửi lại ${dueUntil(facts.correctionDueAt)}.`,
    },
    template: { unitName: facts.unitName, title: report.reportName, dueAt: facts.correctionDueAt },
    link: facts.link,
  });
}

export function renderExtension(facts: ExtensionFacts): RenderedMessage {
  const { report, decision } = facts;
  const dueAt = decision.granted ? decision.newDueAt : facts.oldDueAt;
  return notice({
    letter: {
      subject: decision.granted
        ? `Đồng ý gia hạn ${report.reportName} đến ${dueShort(decision.newDueAt)}`
        : `Không gia hạn ${report.reportName}, hạn nộp vẫn là ${dueShort(facts.oldDueAt)}`,
      blocks: [
        {
          p: decision.granted
            ? `Đề nghị gia hạn của ${facts.unitName} đã được chấp thuận.`
            : `Đề nghị gia hạn của ${facts.unitName} chưa được chấp thuận.`,
        },
        {
          facts: [
            ...reportFacts(report),
            ...(decision.granted
              ? [
                  ['Hạn cũ', formatDue(facts.oldDueAt)] as const,
                  ['Hạn mới', formatDue(decision.newDueAt)] as const,
                ]
              : [['Hạn nộp', formatDue(facts.oldDueAt)] as const, ['Lý do', decision.reason] as const]),
          ],
        },
        {
          p: request(
            facts.tone,
            facts.sender,
            facts.unitName,
            'hoàn thành và gửi báo cáo đúng thời hạn trên',
          ),
        },
      ],
      button: { label: 'Mở trang nộp báo cáo', url: facts.link },
      ...(decision.granted ? { closing: 'Việc gia hạn chỉ áp dụng cho báo cáo này trong kỳ này.' } : {}),
    },
    from: facts,
    zalo: {
      head: decision.granted
        ? `đồng ý gia hạn ${report.reportName}, hạn mới ${dueUntil(decision.newDueAt)}.`
        : `không gia hạn ${report.reportName}, hạn nộp ${dueUntil(facts.oldDueAt)}.`,
    },
    template: { unitName: facts.unitName, title: report.reportName, dueAt },
    link: facts.link,
  });
}

export function renderReceipt(facts: ReceiptFacts): RenderedMessage {
  const { report } = facts;
  return notice({
    letter: {
      subject: `Đã nhận ${report.reportName} của ${facts.unitName} (số ${facts.receiptNumber})`,
      blocks: [
        { p: `${facts.sender.officeName} đã nhận báo cáo của ${facts.unitName}.` },
        {
          facts: [
            ...reportFacts(report),
            ['Số biên nhận', facts.receiptNumber],
            ['Gửi lúc', formatInstant(facts.submittedAt)],
            ['Người gửi', facts.submittedBy],
            ['Lần gửi', String(facts.version)],
            ['Thời hạn', facts.timeliness],
            ...(facts.nil ? [['Nội dung', 'không phát sinh'] as const] : []),
          ],
        },
        { p: 'Văn phòng xem xét và báo lại nếu cần chỉnh sửa. Đơn vị không cần gửi lại báo cáo này.' },
      ],
      button: { label: 'Xem biên nhận', url: facts.link },
    },
    from: facts,
    zalo: { head: `đã nhận ${report.reportName} lúc ${formatInstant(facts.submittedAt)}.` },
    template: { unitName: facts.unitName, title: report.reportName, dueAt: facts.submittedAt },
    link: facts.link,
  });
}

export function renderOnBehalf(facts: OnBehalfFacts): RenderedMessage {
  const { report } = facts;
  return notice({
    letter: {
      subject: `${report.reportName} của ${facts.unitName} được gửi thay`,
      blocks: [
        {
          p: `${facts.submittedBy} đã gửi báo cáo thay ${facts.onBehalfOf}. Thư này gửi đến cả hai người để cùng biết.`,
        },
        {
          facts: [
            ...reportFacts(report),
            ['Đơn vị', facts.unitName],
            ['Người gửi', facts.submittedBy],
            ['Gửi thay', facts.onBehalfOf],
            ['Gửi lúc', formatInstant(facts.submittedAt)],
          ],
        },
      ],
      button: { label: 'Xem báo cáo đã gửi', url: facts.link },
      closing: 'Nếu việc gửi thay không đúng, đề nghị báo ngay cho Văn phòng.',
    },
    from: facts,
    zalo: {
      head: `${report.reportName} của ${facts.unitName} đã được gửi thay lúc ${formatInstant(facts.submittedAt)}.`,
    },
    template: { unitName: facts.unitName, title: report.reportName, dueAt: facts.submittedAt },
    link: facts.link,
  });
}

export function renderHandover(facts: HandoverFacts): RenderedMessage {
  const since = formatDate(facts.from);
  const count = facts.reports.length;
  return notice({
    letter: {
      subject: `Tiếp nhận đầu mối báo cáo của ${facts.unitName} từ ngày ${since}`,
      blocks: [
        {
          p: `Từ ngày ${since}, ${[facts.recipient.title, facts.recipient.name].filter(Boolean).join(' ')} là đầu mối báo cáo của ${facts.unitName}${facts.fromName ? `, thay ${facts.fromName}` : ''}. Các lần nhắc tiếp theo gửi đến địa chỉ này.`,
        },
        { p: count === 0 ? 'Hiện đơn vị không có báo cáo nào đang chờ nộp.' : 'Các báo cáo đang chờ nộp:' },
        ...(count === 0
          ? []
          : [
              {
                list: facts.reports.map(
                  (r) =>
                    `${r.reportName}: hạn ${dueUntil(r.dueAt)} (${relativeWords(r, facts.asOf)}); ${missingWordsShort(r)}`,
                ),
              },
            ]),
      ],
      button: { label: 'Mở danh sách báo cáo phải nộp', url: facts.link },
      closing: 'Nếu không phụ trách việc này, đề nghị báo lại trên trang nộp báo cáo.',
    },
    from: facts,
    zalo: {
      head: `từ ngày ${since}, đồng chí là đầu mối báo cáo của ${facts.unitName}.`,
      items: facts.reports.map((r) => `- ${r.reportName}, hạn ${dueUntil(r.dueAt)}`),
    },
    template: {
      unitName: facts.unitName,
      title: 'Tiếp nhận đầu mối báo cáo',
      ...(facts.reports[0]
        ? { dueAt: facts.reports[0].dueAt }
        : { dueAt: `${localDate(facts.asOf)}T23:59:00.000+07:00` }),
    },
    link: facts.link,
  });
}

const missingWordsShort = (report: HandoverFacts['reports'][number]): string =>
  report.readyToSend ? 'đã nhập đủ, chưa gửi' : 'chưa hoàn thành';
