/** What the builders of official documents need, as plain data that a service can read from the register. */
import type { CompiledSummary, PlanIdentity, SummaryDiff, UnitKind } from '../domain/compile-types';

export type Issuer = {
  system: 'chinh_quyen' | 'dang';
  /** 'Ủy ban nhân dân xã Hà Đông', 'Đảng ủy phường Thủy Nguyên'. */
  name: string;
  /** Commune without its kind, as it stands before the date: 'Hà Đông'. */
  place: string;
  /** Higher body printed above a Party body: 'Thành ủy Hải Phòng'. Not used by an UBND. */
  parent?: string | null | undefined;
};

export type SignerRole =
  | 'chu_tich'
  | 'pho_chu_tich'
  | 'chanh_van_phong'
  | 'bi_thu'
  | 'pho_bi_thu'
  | 'chanh_van_phong_dang_uy';

/** `name` null leaves the line empty for the signature. */
export type Signer = { role: SignerRole; name: string | null };

type Issued = {
  issuer: Issuer;
  /** Number given by the clerk; null while a draft. */
  number: number | null;
  /** Civil date of the document; null = month and day left blank, `year` from `createdAt`. */
  date: string | null;
  signer: Signer;
  /** Prints DỰ THẢO on every page. */
  draft: boolean;
  /** Instant for the file's properties, ISO 8601 with offset. */
  createdAt: string;
};

export type LateUnit = {
  name: string;
  kind: UnitKind;
  /** Effective deadline, civil date. */
  dueDate: string;
  /** Reminders sent before. */
  reminders: number;
  note?: string | null | undefined;
};

export type ReminderLetterInput = Issued & {
  plan: PlanIdentity;
  /** As it reads inside a sentence: '6 tháng đầu năm 2026'. */
  periodLabel: string;
  /** Civil date on whose end the units were counted ("đến hết ngày"). */
  countedOn: string;
  /** Last civil day of the new time limit. */
  newDueDate: string;
  units: LateUnit[];
  /** Code of the drafting unit in the symbol; default 'VP'. */
  draftingUnit?: string | undefined;
};

export type SummaryReportInput = Issued & {
  summary: CompiledSummary;
  /** Who the report is sent to, in Nơi nhận: 'Thường trực Đảng ủy (để b/c)'. */
  recipients?: string[] | undefined;
  /** 'rut_gon' = one or two paragraphs and the appendix table. */
  variant?: 'day_du' | 'rut_gon' | undefined;
  /** A supplement to an issued report (B88): the issued file stays as it was. */
  supplement?:
    | {
        /** 1, 2… */
        number: number;
        /** The issued report: '218/BC-UBND'. */
        of: string;
        /** Its civil date. */
        ofDate: string;
        diff: SummaryDiff;
      }
    | undefined;
  /** Turns a source into the key that the html preview resolves to a link. */
  sourceKey?: ((source: { submissionId: string; version: number }) => string) | undefined;
};

export type ReceiptInput = {
  issuer: Issuer;
  plan: PlanIdentity;
  periodLabel: string;
  unitName: string;
  /** Short code that the unit can quote to the office. */
  receiptCode: string;
  version: number;
  /** Official receipt, ISO 8601 with offset. */
  receivedAt: string;
  /** When it was typed in, if not by the unit itself at `receivedAt` (B54). */
  enteredAt?: string | null | undefined;
  dueAt: string;
  timeliness: 'on_time' | 'late' | 'late_extended';
  submittedBy: string;
  /** B55: the head on whose behalf it was sent. */
  onBehalfOf?: string | null | undefined;
  nil: boolean;
  figures: { indicator: string; value: string; unit: string | null }[];
  attachments: { name: string; sha256: string }[];
};
