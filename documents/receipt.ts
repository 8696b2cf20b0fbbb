/** The slip a unit keeps as proof that its report arrived: what, which version, when, and whether in time. */
import { capitalise, formatClock, formatDate, formatLongDate } from '../domain/format';
import { localDate, localTime } from '../domain/time';
import type { ReceiptInput } from './inputs';
import { documentDate, formOf, issuerLines, shortCitation, wordingOf } from './issuing';
import type { Block, OfficialDocument, TableRow } from './model';

const TIMELINESS = {
  on_time: 'Đúng hạn',
  late: 'Chậm hạn',
  late_extended: 'Chậm hạn, được gia hạn sau hạn',
} as const;

const moment = (instant: string): string => `${formatClock(instant)} ${formatLongDate(localDate(instant))}`;

/** A deadline without an hour runs to the end of its day. */
const deadline = (instant: string): string =>
  localTime(instant) === '23:59' ? `hết ${formatLongDate(localDate(instant))}` : moment(instant);

/** Not signed and not numbered: it records an entry of the service and replaces nothing in the document system. */
export function submissionReceipt(input: ReceiptInput): OfficialDocument {
  const { issuer } = input;
  const date = localDate(input.receivedAt);
  const form = formOf(issuer, date, input.receivedAt);
  const words = wordingOf(issuer, form);
  const facts: [string, string][] = [
    ['Đơn vị gửi', input.unitName],
    ['Kế hoạch', `${shortCitation(input.plan)} của ${input.plan.issuer}`],
    ['Kỳ báo cáo', input.periodLabel],
    ['Mã tiếp nhận', input.receiptCode],
    ['Bản số', String(input.version)],
    ['Tiếp nhận lúc', moment(input.receivedAt)],
    ...(input.enteredAt ? [['Nhập vào hệ thống lúc', moment(input.enteredAt)] as [string, string]] : []),
    ['Hạn gửi', deadline(input.dueAt)],
    ['Tình trạng', TIMELINESS[input.timeliness]],
    ['Người gửi', input.submittedBy],
    ...(input.onBehalfOf ? [['Gửi thay', input.onBehalfOf] as [string, string]] : []),
    ['Nội dung', input.nil ? 'Không phát sinh trong kỳ' : 'Báo cáo theo các mục và số liệu dưới đây'],
  ];
  const rows = facts.map(
    ([name, value]): TableRow => ({ type: 'data', cells: [[{ text: name, bold: true }], value] }),
  );
  const body: Block[] = [
    { type: 'paragraph', text: `${words.office} xác nhận đã tiếp nhận báo cáo sau:` },
    {
      type: 'table',
      caption: 'Thông tin tiếp nhận',
      columns: [
        { header: 'Mục', weight: 32, align: 'left' },
        { header: 'Thông tin', weight: 68, align: 'left' },
      ],
      rows,
    },
  ];
  if (input.figures.length > 0) {
    body.push(
      { type: 'heading', level: 2, text: 'Số liệu đã gửi' },
      {
        type: 'table',
        caption: 'Số liệu đã gửi',
        columns: [
          { header: 'STT', weight: 12, align: 'center' },
          { header: 'Chỉ tiêu', weight: 55, align: 'left' },
          { header: 'ĐVT', weight: 17, align: 'center' },
          { header: 'Số liệu', weight: 20, align: 'right' },
        ],
        rows: input.figures.map((figure, i) => ({
          type: 'data',
          cells: [String(i + 1), figure.indicator, figure.unit ?? '', figure.value],
        })),
      },
    );
  }
  if (input.attachments.length > 0) {
    body.push(
      { type: 'heading', level: 2, text: 'Tệp kèm theo' },
      {
        type: 'list',
        marker: '-',
        items: input.attachments.map(
          (file) => `${file.name} (mã kiểm tra SHA-256: ${file.sha256.slice(0, 16)}…)`,
        ),
      },
    );
  }
  return {
    system: issuer.system,
    partyForm: form,
    kind: 'van_ban',
    issuer: issuerLines(issuer),
    number: null,
    place: issuer.place,
    date: documentDate(date, input.receivedAt),
    typeName: 'PHIẾU TIẾP NHẬN BÁO CÁO',
    title: `${capitalise(input.periodLabel)} của ${input.unitName}`,
    addressees: [],
    body,
    recipients: [],
    signature: null,
    appendices: [],
    draft: false,
    footnote: `Phiếu do hệ thống lập ngày ${formatDate(date)}, không thay văn bản trong hệ thống quản lý văn bản.`,
    createdAt: input.receivedAt,
  };
}
