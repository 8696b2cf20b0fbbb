/** What message texts are made from. Services fill these at the moment of sending; texts decide nothing themselves. */
import type { IsoDate, IsoInstant } from '../../domain/time';

/** Kind of the addressed unit, as the register has it. */
export type UnitKind = 'subordinate' | 'independent' | 'party';

/**
 * Verb towards the addressee: the committee orders its own bodies (`yêu cầu`), asks independent ones (`đề nghị`)
 * and only informs those above or outside it (`kính báo`).
 */
export type Tone = 'yeu_cau' | 'de_nghi' | 'kinh_bao';

export function toneOf(kind: UnitKind): Tone {
  return kind === 'subordinate' ? 'yeu_cau' : kind === 'independent' ? 'de_nghi' : 'kinh_bao';
}

export interface Sender {
  /** 'Ủy ban nhân dân xã Hà Đông', 'Đảng ủy xã Tân Phú' */
  organizationName: string;
  /** 'Văn phòng HĐND và UBND xã' */
  officeName: string;
  officePhone?: string;
}

export interface Recipient {
  name: string;
  /** 'Trạm trưởng', 'Chánh Văn phòng' */
  title?: string;
  unitName?: string;
}

interface Common {
  sender: Sender;
  recipient: Recipient;
  /** Instant of sending, never of queuing: a message held past the deadline must say so (B40). */
  asOf: IsoInstant;
}

export interface ReportRef {
  /** 'Báo cáo 6 tháng đầu năm 2026' */
  reportName: string;
  /** 'Kế hoạch số 12/KH-UBND ngày 05/02/2026 về …' */
  planName: string;
  /** Data of the period, both ends included. */
  periodFrom?: IsoDate;
  periodTo?: IsoDate;
  /** The first or last period of a plan may be shorter than its name says (B3). */
  partialPeriod?: boolean;
}

export interface OwedReport extends ReportRef {
  unitName: string;
  dueAt: IsoInstant;
  /** Working days from `asOf` to the deadline, negative when past. */
  workingDaysLeft: number;
  /** Exactly what is missing, in words, no values; empty with `readyToSend` false means nothing was entered yet. */
  missing: readonly string[];
  /** Everything entered, not sent: 'đã nhập đủ, chưa gửi' (B43). */
  readyToSend: boolean;
  /** Returned before and owed again: the correction deadline is meant (B48). */
  correction?: boolean;
  link: string;
}

export interface ReminderFacts extends Common {
  kind: 'reminder';
  tone: Tone;
  /** One report, or a digest of several (B42), in any order. */
  reports: readonly [OwedReport, ...OwedReport[]];
  /** Came up after the digest of the same window had left: one more message, not a repeat (B42). */
  supplementary?: boolean;
  /** Link to all open reports of the unit; the digest's one button. */
  allLink?: string;
}

export interface ChangedDeadline extends ReportRef {
  unitName: string;
  oldDueAt: IsoInstant;
  newDueAt: IsoInstant;
  /** In words a person wrote: 'điều chỉnh lịch nghỉ', … */
  reason: string;
  /** 'Công văn số 45/UBND-VP ngày 10/6/2026' */
  document?: string;
  link: string;
}

export interface ChangeNoticeFacts extends Common {
  kind: 'change_notice';
  tone: Tone;
  changes: readonly [ChangedDeadline, ...ChangedDeadline[]];
}

export interface ReturnedFacts extends Common {
  kind: 'returned';
  tone: Tone;
  report: ReportRef;
  unitName: string;
  reasons: readonly string[];
  correctionDueAt: IsoInstant;
  link: string;
}

export interface ExtensionFacts extends Common {
  kind: 'extension';
  tone: Tone;
  report: ReportRef;
  unitName: string;
  oldDueAt: IsoInstant;
  decision: { granted: true; newDueAt: IsoInstant } | { granted: false; reason: string };
  link: string;
}

export interface ReceiptFacts extends Common {
  kind: 'receipt';
  report: ReportRef;
  unitName: string;
  receiptNumber: string;
  version: number;
  submittedAt: IsoInstant;
  submittedBy: string;
  /** 'đúng hạn', 'chậm 02 ngày', … */
  timeliness: string;
  nil: boolean;
  link: string;
}

export interface OnBehalfFacts extends Common {
  kind: 'on_behalf';
  report: ReportRef;
  unitName: string;
  /** Both names are stored and both people are told (B55). */
  submittedBy: string;
  onBehalfOf: string;
  submittedAt: IsoInstant;
  link: string;
}

export interface HandoverFacts extends Common {
  kind: 'handover';
  unitName: string;
  fromName?: string;
  from: IsoDate;
  reports: readonly OwedReport[];
  link: string;
}

export interface ProposalFacts extends Common {
  kind: 'proposal';
  report: ReportRef;
  unitName: string;
  dueAt: IsoInstant;
  workingDaysLate: number;
  remindersSent: number;
  /** 'Chủ tịch Ủy ban nhân dân xã' */
  level: string;
  link: string;
}

export interface ProposalWithdrawnFacts extends Common {
  kind: 'proposal_withdrawn';
  report: ReportRef;
  unitName: string;
  /** 'đơn vị đã nộp báo cáo lúc 16h05 ngày 24/6/2026' */
  because: string;
  link: string;
}

export interface ApproverReminderFacts extends Common {
  kind: 'approver_reminder';
  proposals: readonly [WaitingProposal, ...WaitingProposal[]];
  /** True when it goes to the deputy because the approver has not answered (B70). */
  toDeputy?: boolean;
  link: string;
}

export interface WaitingProposal {
  unitName: string;
  reportName: string;
  proposedOn: IsoDate;
  workingDaysWaiting: number;
}

export interface LetterFacts extends Common {
  kind: 'letter';
  tone: Tone;
  /** 'V/v đôn đốc thực hiện chế độ báo cáo 6 tháng đầu năm 2026' */
  letterSubject: string;
  /** '123/UBND-VP'; absent until the clerk has numbered it. */
  letterNumber?: string;
  letterDate?: IsoDate;
  reports: readonly [
    ReportRef & { unitName: string; dueAt: IsoInstant },
    ...(ReportRef & { unitName: string; dueAt: IsoInstant })[],
  ];
  newDueAt?: IsoInstant;
  attachmentNames: readonly string[];
  link: string;
}

export interface SummaryFacts extends Common {
  kind: 'summary';
  /** 'Báo cáo tổng hợp 6 tháng đầu năm 2026' */
  title: string;
  planName: string;
  number?: string;
  issuedOn: IsoDate;
  link: string;
}

export interface SupplementFacts extends Common {
  kind: 'supplement';
  title: string;
  planName: string;
  supplementNumber: number;
  /** Units whose reports arrived after the issue. */
  unitNames: readonly string[];
  link: string;
}

export interface AlertFacts extends Common {
  kind: 'alert';
  title: string;
  lines: readonly string[];
  wayOut: string;
  link?: string;
}

/** Answer to a link code that a contact sent to the Official Account. */
export interface ZaloLinkedFacts extends Common {
  kind: 'zalo_linked';
  unitName: string;
  result: 'linked' | 'already_linked' | 'code_unknown' | 'code_expired';
}

export type MessageFacts =
  | ReminderFacts
  | ChangeNoticeFacts
  | ReturnedFacts
  | ExtensionFacts
  | ReceiptFacts
  | OnBehalfFacts
  | HandoverFacts
  | ProposalFacts
  | ProposalWithdrawnFacts
  | ApproverReminderFacts
  | LetterFacts
  | SummaryFacts
  | SupplementFacts
  | AlertFacts
  | ZaloLinkedFacts;

export interface MessageButtonText {
  kind: 'open_url' | 'reply';
  title: string;
  /** Address of an open_url button, what a reply button sends. */
  value: string;
}

export interface RenderedMessage {
  subject: string;
  /** Complete plain text of the e-mail. */
  text: string;
  html: string;
  /** Title, deadline and link only (B65), at most 1,900 code points, so that the channel's short code fits below. */
  zaloText: string;
  link?: string;
  /** Parameters of a Zalo template: `ten_don_vi`, `ten_bao_cao`, `han_nop`, `duong_dan`. */
  templateData: Readonly<Record<string, string>>;
}
