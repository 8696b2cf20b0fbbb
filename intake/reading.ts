// What the reader found in one plan document: the JSON of SCHEMA.md (version 1.0) with questions and traps.
import type { IntakeWarning, LineRange } from './model';

export type Lines = LineRange[];

/** Every fact shows its passage and how sure the reader is (0 to 1). */
export interface Evidence {
  lines: Lines;
  confidence: number;
}

export type DocumentType = 'ke_hoach' | 'chuong_trinh_hanh_dong' | 'de_an' | 'nghi_quyet' | 'phu_luc';
export type IssuerLevel = 'xa' | 'phuong' | 'huyen' | 'tinh' | 'trung_uong';
export type IssuerSystem = 'chinh_quyen' | 'dang' | 'khac';

export interface IssuingBody {
  text: string | null;
  normalized: string | null;
  level: IssuerLevel | null;
  system: IssuerSystem | null;
  parent: string | null;
  derived_from: string | null;
  in_header: boolean;
  needs_confirmation: boolean;
  lines: Lines;
}

export interface DocumentNumber {
  text: string | null;
  number: number | null;
  symbol: string | null;
  /** The symbol is printed and the number left empty. */
  blank: boolean;
  canonical: string | null;
  lines: Lines;
}

export interface DocumentDate {
  text: string | null;
  day: number | null;
  month: number | null;
  year: number | null;
  iso: string | null;
  place: string | null;
  lines: Lines;
}

export interface Period {
  text: string | null;
  start_year: number | null;
  end_year: number | null;
  vision_year: number | null;
  note: string | null;
}

export interface PlanIdentity {
  type: DocumentType | null;
  type_text: string | null;
  issuing_body: IssuingBody;
  number: DocumentNumber;
  date: DocumentDate;
  title: string | null;
  title_lines: Lines;
  period: Period;
  implements: string[];
  /** Number of the decision that issues the plan, where one wraps it. */
  issued_by_decision: string | null;
}

export interface LegalBasis extends Evidence {
  id: string;
  text: string;
  role: 'can_cu' | 'thuc_hien' | 'vien_dan';
  doc_type: string | null;
  number: string | null;
  date: string | null;
  issuer: string | null;
}

export type ObjectiveKind =
  | 'muc_dich'
  | 'yeu_cau'
  | 'muc_dich_yeu_cau'
  | 'muc_tieu_chung'
  | 'muc_tieu_cu_the'
  | 'tam_nhin'
  | 'dinh_huong';

export interface Objective extends Evidence {
  id: string;
  kind: ObjectiveKind;
  text: string;
}

export type Comparator = '>=' | '<=' | '=' | '>' | '<' | 'range' | 'approx';
export type TargetScope = 'main' | 'in_task' | 'roadmap' | 'restated';
export type TargetKind =
  | 'indicator'
  | 'deliverable'
  | 'maintain'
  | 'threshold'
  | 'relative'
  | 'incomplete'
  | 'qualitative'
  | 'restated';
export type MilestoneSource =
  | 'clause'
  | 'heading'
  | 'title'
  | 'table_header'
  | 'table_row'
  | 'table_cell_other_column'
  | 'context';

export interface Qualifier {
  dimension: string;
  comparator: Comparator | null;
  value: number;
  unit: string | null;
}

export interface Target extends Evidence {
  id: string;
  indicator_id: string;
  scope: TargetScope;
  kind: TargetKind;
  measurable: boolean;
  text: string;
  indicator: string;
  comparator: Comparator | null;
  comparator_coarse: '>=' | '<=' | '=' | 'range' | null;
  value: number | null;
  value_max: number | null;
  unit: string | null;
  per: 'nam' | 'thang' | 'quy' | null;
  /** The figure is an amount of change, not a level. */
  change: 'increase' | 'decrease' | null;
  base_year: number | null;
  milestone_year: number | null;
  milestone_date: string | null;
  milestone_text: string | null;
  milestone_source: MilestoneSource | null;
  qualifier: Qualifier | null;
  responsible_units: string[];
  responsible_source: string | null;
  restates: string | null;
  part_of: string | null;
  conflicts_with: string | null;
  note: string | null;
}

export type UnitRole = 'chu_tri' | 'phoi_hop' | 'thuc_hien' | 'dau_moi' | 'de_nghi' | 'chi_dao' | 'giam_sat';
export type UnitKind =
  | 'co_quan'
  | 'chuc_danh'
  | 'doan_the'
  | 'thon'
  | 'don_vi_dich_vu'
  | 'to_chuc_dang'
  | 'tap_the'
  | 'khac';

export interface UnitAlias {
  name: string;
  /** How sure the reader is that the alias is this unit (B24); the office confirms. */
  confidence: number;
}

export interface Unit extends Evidence {
  id: string;
  name: string;
  normalized: string;
  kind: UnitKind;
  /** A collective name that only the office can resolve ("các cơ quan, đơn vị liên quan"). */
  collective: boolean;
  /** "Đề nghị …": a body that cannot be ordered; reminders are worded as requests. */
  requested: boolean;
  aliases_in_doc: string[];
  aliases: UnitAlias[];
  role: UnitRole;
  scope: 'listed' | 'mentioned';
}

export interface Task extends Evidence {
  id: string;
  section: string;
  kind: 'general' | 'assigned' | 'table';
  text: string;
  lead_units: string[];
  coordinating_units: string[];
  /** Several leads are printed: the office chooses one, nobody is chosen by guess (B23). */
  lead_to_choose: boolean;
  deadline_text: string | null;
  deadline: string | null;
  product: string | null;
}

export type ReportKind =
  | '6_thang'
  | '9_thang'
  | 'hang_nam'
  | 'quy'
  | 'thang'
  | 'tuan'
  | 'dot_xuat'
  | 'dinh_ky'
  | 'khong_ro_chu_ky'
  | 'vuong_mac'
  | 'mot_lan'
  | 'so_ket_tong_ket';

/** A printed deadline as a rule; nothing is filled in that the text does not say. */
export interface DueRule {
  /** `before`: "trước ngày"; `by`: "chậm nhất", inclusive; `on`: "vào ngày". */
  rule: 'before' | 'by' | 'on';
  day: number | null;
  month:
    | number
    | 'every'
    | 'last_month_of_quarter'
    | 'first_month_of_next_quarter'
    | 'last_month_of_period'
    | 'following'
    | null;
  year?: number;
  /** 1 = Monday … 7 = Sunday. */
  weekday?: number;
  hour?: number;
}

export interface ReportingClause extends Evidence {
  id: string;
  kind: ReportKind;
  tier: 'primary' | 'secondary';
  text: string;
  from: string | null;
  to: string | null;
  via: string | null;
  compiled_by: string | null;
  channel: string | null;
  content: string | null;
  deadline_text: string | null;
  due: DueRule[] | null;
  /** "sau 05 ngày làm việc kể từ ngày …": computed when the event happens, so no date can be set before. */
  after_event: { days: number; working_days: boolean; text: string } | null;
  /** The kind was inferred from dates or context, not printed. */
  inferred: boolean;
  /** "lồng ghép trong báo cáo …": no report of its own. */
  merged_into: string | null;
  /** "số liệu chốt đến ngày …": cut-off, not a deadline. */
  cut_off_text: string | null;
}

export interface Review extends Evidence {
  id: string;
  kind: 'so_ket' | 'tong_ket';
  tier: 'primary' | 'secondary';
  text: string;
  period: string | null;
  year: number | null;
  organiser: string | null;
  advised_by: string | null;
}

export interface RoadmapStage extends Evidence {
  id: string;
  stage: string;
  start_year: number | null;
  end_year: number | null;
  items: string[];
}

export interface FundingClause extends Evidence {
  id: string;
  text: string;
}

export interface Recipient extends Evidence {
  id: string;
  text: string;
  purpose: string | null;
  purpose_source: string | null;
  archive: boolean;
}

export interface Signer extends Evidence {
  name: string | null;
  title: string | null;
  authority: string | null;
  signed_for: string | null;
}

export interface Question {
  code: string;
  /** Plain Vietnamese, for the officer who confirms. */
  message: string;
  lines: Lines;
  /** Ids of the facts it is about, or "document". */
  refers_to: string[];
  /** True while the plan must not become active without an answer. */
  blocking: boolean;
  /** Answers that make sense, in Vietnamese; empty when only a free answer does. */
  answers: string[];
}

export interface PlanReading {
  schema_version: '1.0';
  source: {
    file: string | null;
    sha256: string;
    format: string;
    lines: number;
    chars: number;
    completeness:
      | 'full'
      | 'full_without_header_and_footer'
      | 'full_without_header_number_date'
      | 'partial_appendix_only'
      | 'excerpt_truncated';
    confidence: number;
    warnings: IntakeWarning[];
  };
  document: PlanIdentity;
  counts: Record<string, number>;
  legal_bases: LegalBasis[];
  objectives: Objective[];
  targets: Target[];
  units: Unit[];
  tasks: Task[];
  reporting: ReportingClause[];
  reviews: Review[];
  roadmap: RoadmapStage[];
  funding: FundingClause[];
  recipients: Recipient[];
  signer: Signer | null;
  questions: Question[];
  /** What went or could go wrong when reading this text, in Vietnamese. */
  traps: string[];
}
