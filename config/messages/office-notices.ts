/** Notices to the office and to leaders: proposals to decide, letters issued, summaries, alarms; and answers on Zalo. */

import { assertNever } from '../../domain/assert-never';
import { formatCount, formatDate, formatDue, formatList } from '../../domain/format';
import type {
  AlertFacts,
  ApproverReminderFacts,
  LetterFacts,
  ProposalFacts,
  ProposalWithdrawnFacts,
  RenderedMessage,
  SummaryFacts,
  SupplementFacts,
  ZaloLinkedFacts,
} from './facts';
import { notice } from './notice';
import { dueShort, dueUntil, reportFacts, request } from './words';

export function renderProposal(facts: ProposalFacts): RenderedMessage {
  const { report } = facts;
  return notice({
    letter: {
      subject: `Chờ quyết định đôn đốc: ${facts.unitName} chưa nộp ${report.reportName}`,
      blocks: [
        {
          p: 'Có 01 đề nghị đôn đốc đang chờ quyết định. Chưa có văn bản nào được gửi đi; việc đôn đốc chỉ thực hiện khi được duyệt.',
        },
        {
          facts: [
            ['Đơn vị', facts.unitName],
            ...reportFacts(report),
            ['Hạn nộp', formatDue(facts.dueAt)],
            ['Quá hạn', `${facts.workingDaysLate} ngày làm việc`],
            ['Đã nhắc', `${formatCount(facts.remindersSent)} lần`],
            ['Cấp đề nghị', facts.level],
          ],
        },
      ],
      button: { label: 'Xem hồ sơ và quyết định', url: facts.link },
      closing: 'Nếu đơn vị gửi báo cáo trong khi chờ, đề nghị này tự được rút.',
    },
    from: facts,
    zalo: {
      head: `chờ quyết định đôn đốc ${facts.unitName}: ${report.reportName}, hạn ${dueUntil(facts.dueAt)}.`,
    },
    template: { unitName: facts.unitName, title: report.reportName, dueAt: facts.dueAt },
    link: facts.link,
  });
}

export function renderProposalWithdrawn(facts: ProposalWithdrawnFacts): RenderedMessage {
  const { report } = facts;
  return notice({
    letter: {
      subject: `Đã rút đề nghị đôn đốc ${facts.unitName}: ${report.reportName}`,
      blocks: [
        { p: `Đề nghị đôn đốc ${facts.unitName} đã được rút vì ${facts.because}. Không cần quyết định nữa.` },
        { facts: reportFacts(report) },
      ],
      button: { label: 'Xem hồ sơ', url: facts.link },
    },
    from: facts,
    zalo: { head: `đã rút đề nghị đôn đốc ${facts.unitName} (${report.reportName}).` },
    template: { unitName: facts.unitName, title: report.reportName },
    link: facts.link,
  });
}

export function renderApproverReminder(facts: ApproverReminderFacts): RenderedMessage {
  const count = formatCount(facts.proposals.length);
  const longest = Math.max(...facts.proposals.map((p) => p.workingDaysWaiting));
  return notice({
    letter: {
      subject: `${count} đề nghị đôn đốc chờ quyết định, lâu nhất ${longest} ngày làm việc`,
      blocks: [
        {
          p: facts.toDeputy
            ? 'Các đề nghị dưới đây chưa được người có thẩm quyền trả lời, kính chuyển đồng chí xem xét, quyết định.'
            : 'Các đề nghị dưới đây đang chờ đồng chí xem xét, quyết định.',
        },
        {
          list: facts.proposals.map(
            (p) =>
              `${p.unitName}: ${p.reportName} – đề nghị ngày ${formatDate(p.proposedOn)}, chờ ${p.workingDaysWaiting} ngày làm việc`,
          ),
        },
      ],
      button: { label: 'Mở danh sách chờ quyết định', url: facts.link },
      closing: 'Chưa có quyết định thì hệ thống không gửi văn bản đôn đốc nào.',
    },
    from: facts,
    zalo: { head: `${count} đề nghị đôn đốc đang chờ quyết định.` },
    template: { unitName: facts.sender.officeName, title: `${count} đề nghị đôn đốc chờ quyết định` },
    link: facts.link,
  });
}

export function renderLetter(facts: LetterFacts): RenderedMessage {
  const [first] = facts.reports;
  const number = facts.letterNumber ? `số ${facts.letterNumber}` : '';
  const date = facts.letterDate ? `ngày ${formatDate(facts.letterDate)}` : '';
  const reference = ['Công văn', number, date].filter(Boolean).join(' ');
  const dueAt = facts.newDueAt ?? first.dueAt;
  return notice({
    letter: {
      subject: `${facts.letterNumber ? `${reference}: ` : ''}${facts.letterSubject}`,
      blocks: [
        {
          p: `${facts.sender.organizationName} gửi kèm ${reference.charAt(0).toLowerCase()}${reference.slice(1)} ${facts.letterSubject.replace(/^V\/v /, 'về việc ')}.`,
        },
        {
          list: facts.reports.map(
            (r) => `${r.unitName}: ${r.reportName} (${r.planName}), hạn nộp ${dueUntil(r.dueAt)}`,
          ),
        },
        {
          p: request(
            facts.tone,
            facts.sender,
            formatList([...new Set(facts.reports.map((r) => r.unitName))]),
            facts.newDueAt
              ? `hoàn thành và gửi báo cáo chậm nhất ${dueShort(facts.newDueAt)}`
              : 'hoàn thành và gửi báo cáo',
          ),
        },
        ...(facts.attachmentNames.length ? [{ p: 'Tệp gửi kèm:' }, { list: facts.attachmentNames }] : []),
      ],
      button: { label: 'Mở trang nộp báo cáo', url: facts.link },
    },
    from: facts,
    zalo: {
      head: `${reference}, ${facts.letterSubject}. Hạn ${dueUntil(dueAt)}. Văn bản gửi qua thư điện tử.`,
    },
    template: { unitName: first.unitName, title: facts.letterSubject, dueAt },
    link: facts.link,
  });
}

/** Leaders get the link, not the file: figures stay off other people's servers (B65). */
export function renderSummary(facts: SummaryFacts): RenderedMessage {
  const number = facts.number ? ` số ${facts.number}` : '';
  return notice({
    letter: {
      subject: `${facts.title}${number}`,
      blocks: [
        {
          p: `${facts.sender.officeName} kính gửi báo cáo tổng hợp phát hành ngày ${formatDate(facts.issuedOn)}.`,
        },
        {
          facts: [
            ['Báo cáo', `${facts.title}${number}`],
            ['Theo', facts.planName],
          ],
        },
        { p: 'Số liệu, nguồn của từng số liệu và bản PDF có trên trang báo cáo.' },
      ],
      button: { label: 'Mở báo cáo tổng hợp', url: facts.link },
    },
    from: facts,
    zalo: { head: `kính gửi ${facts.title}${number}, phát hành ngày ${formatDate(facts.issuedOn)}.` },
    template: { unitName: facts.sender.officeName, title: facts.title },
    link: facts.link,
  });
}

export function renderSupplement(facts: SupplementFacts): RenderedMessage {
  const name = `Bổ sung lần ${facts.supplementNumber} – ${facts.title}`;
  return notice({
    letter: {
      subject: name,
      blocks: [
        {
          p: `Sau khi phát hành ${facts.title}, Văn phòng nhận thêm báo cáo của ${formatList(facts.unitNames)}. Bản đã ký giữ nguyên; phần thay đổi có trong bản bổ sung.`,
        },
        { facts: [['Theo', facts.planName]] },
      ],
      button: { label: 'Mở bản bổ sung', url: facts.link },
    },
    from: facts,
    zalo: { head: `${name}.` },
    template: { unitName: facts.sender.officeName, title: name },
    link: facts.link,
  });
}

export function renderAlert(facts: AlertFacts): RenderedMessage {
  return notice({
    letter: {
      subject: `Cần xử lý: ${facts.title}`,
      blocks: [{ p: `${facts.title}.` }, { list: facts.lines }, { p: `Việc cần làm: ${facts.wayOut}` }],
      ...(facts.link ? { button: { label: 'Mở trang liên quan', url: facts.link } } : {}),
    },
    from: facts,
    zalo: { head: `cần xử lý: ${facts.title}.` },
    template: { unitName: facts.sender.officeName, title: facts.title },
    ...(facts.link ? { link: facts.link } : {}),
  });
}

export function renderZaloLinked(facts: ZaloLinkedFacts): RenderedMessage {
  const said = zaloLinkedWords(facts);
  return notice({
    letter: { subject: 'Liên kết Zalo nhận nhắc hạn báo cáo', blocks: [{ p: said }] },
    from: facts,
    zalo: { head: said },
    template: { unitName: facts.unitName, title: 'Liên kết Zalo nhận nhắc hạn' },
  });
}

function zaloLinkedWords(facts: ZaloLinkedFacts): string {
  switch (facts.result) {
    case 'linked':
      return `Đã liên kết Zalo này với đầu mối báo cáo của ${facts.unitName}. Từ nay thông báo nhắc hạn được gửi qua Zalo.`;
    case 'already_linked':
      return `Zalo này đã được liên kết với đầu mối báo cáo của ${facts.unitName}, không cần làm lại.`;
    case 'code_unknown':
      return 'Mã liên kết không đúng. Đề nghị kiểm tra lại từng ký tự của mã trong thư hoặc hỏi Văn phòng để nhận mã mới.';
    case 'code_expired':
      return 'Mã liên kết đã hết hạn. Đề nghị liên hệ Văn phòng để nhận mã mới.';
    default:
      return assertNever(facts.result);
  }
}
