/** Plain, serialisable shape of a compiled summary, and of the difference between two (B87–B93). */
import type {
  Aggregation,
  Comparator,
  CompileAssignment,
  CompileOrganization,
  CompilePeriod,
  PlanIdentity,
  SectionText,
  SourceRef,
  StatementSection,
  TargetKind,
  UnitKind,
} from './compile-types';

/** `percent` is null when the denominator is 0: 'không áp dụng' (B57). */
export type Rate = { numerator: number; denominator: number; percent: number | null };

export type ReportingStatus =
  | 'on_time'
  | 'late'
  | 'late_extended'
  | 'returned'
  | 'missing'
  | 'not_due'
  | 'exempt'
  | 'cancelled';

export type ReportingRow = {
  unitId: string;
  unitName: string;
  unitKind: UnitKind;
  obligationId: string;
  status: ReportingStatus;
  dueAt: string;
  receivedAt: string | null;
  /** Whole civil days after the day of the deadline; 0 when on time or not received. */
  lateDays: number;
  reminders: number;
  nil: boolean;
  submissionId: string | null;
  version: number | null;
  note: string | null;
};

export type ReportingCounts = {
  /** Units that owe a report: all rows but exempt and cancelled ones. */
  required: number;
  received: number;
  onTime: number;
  late: number;
  returned: number;
  missing: number;
  notDue: number;
  exempt: number;
  cancelled: number;
  nil: number;
  receivedRate: Rate;
  /** On time among those required. */
  onTimeRate: Rate;
};

export type FigurePart = {
  unitId: string;
  unitName: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  assessment: string | null;
  note: string | null;
  estimated: boolean;
  source: { submissionId: string; version: number };
  /** Label of the earlier period the value was carried from (B79). */
  carriedFrom: string | null;
};

export type Verdict = 'dat' | 'vuot' | 'chua_dat' | 'chua_den_ky' | 'chua_co_so_lieu' | 'khong_danh_gia_so';

export type SummaryFigure = {
  targetId: string;
  indicator: string;
  text: string;
  comparator: Comparator | null;
  targetValue: number | null;
  targetValueMax: number | null;
  unit: string | null;
  milestoneYear: number | null;
  /** 'mốc năm 2026 (mốc gần nhất đã đến)' – words for appendix I when the milestone is not of this year (B81). */
  milestoneNote: string | null;
  kind: TargetKind;
  parentId: string | null;
  direction: 'asc' | 'desc';
  aggregation: Aggregation;
  actual: number | null;
  /** 0/0: the ratio had nothing to count (B78). */
  notArising: boolean;
  numerator: number | null;
  denominator: number | null;
  estimated: boolean;
  parts: FigurePart[];
  /** Responsible units without a figure: excluded, and named (B77, B87). */
  missingUnitIds: string[];
  percentOfPlan: number | null;
  previousHalf: number | null;
  samePeriodLastYear: number | null;
  percentOfPrevious: number | null;
  percentOfSamePeriod: number | null;
  /** Only for the second half (B80). */
  yearTotal: number | null;
  verdict: Verdict;
  /** Vietnamese remarks: what is excluded, carried, refused. */
  remarks: string[];
};

export type Statement = {
  /** Stable id made from section and folded text. */
  id: string;
  section: StatementSection;
  text: string;
  sources: SourceRef[];
  /** Other wordings that were merged into this one. */
  variants: string[];
  /** Ids of statements that say the opposite; all are kept (B91). */
  contradicts: string[];
};

export type TargetTally = {
  assessed: number;
  met: number;
  exceeded: number;
  notMet: number;
  notYetDue: number;
  noData: number;
  inWords: number;
};

export type CompiledSummary = {
  schema: 1;
  organization: CompileOrganization;
  plan: PlanIdentity;
  period: CompilePeriod;
  reporting: ReportingRow[];
  counts: ReportingCounts;
  missingUnits: { unitId: string; unitName: string; obligationId: string }[];
  figures: SummaryFigure[];
  tally: TargetTally;
  statements: Statement[];
  /** Units whose section says there is nothing to report, by section. */
  nothingToReport: { section: keyof SectionText; unitId: string }[];
  owner: { unitId: string; readOnlyUnitIds: string[] } | null;
  submissionsUsed: {
    submissionId: string;
    version: number;
    unitId: string;
    obligationId: string;
    documentNumber: string | null;
  }[];
  assignments: CompileAssignment[];
  /** Names of all units given, for sources and tasks. */
  unitNames: { unitId: string; name: string }[];
  /** What keeps this summary from being issued, in Vietnamese. */
  problems: SummaryProblem[];
  /** SHA-256 of everything the content depends on. */
  inputsHash: string;
};

export type SummaryProblem = {
  code:
    | 'STATEMENT_WITHOUT_SOURCE'
    | 'FIGURE_WITHOUT_SOURCE'
    | 'NO_NEXT_PERIOD'
    | 'TWO_COMPILERS'
    | 'PART_OVER_TOTAL'
    | 'UNIT_MISMATCH';
  message: string;
  refersTo: string;
};

export type SummaryChange = {
  kind: 'report' | 'figure' | 'statement_added' | 'statement_removed' | 'statement_sources';
  refersTo: string;
  /** What changed, without the values: a unit, 'Chỉ tiêu “…”', a sentence. */
  subject: string;
  /** One Vietnamese sentence: what it was, what it is. */
  message: string;
  before: string | null;
  after: string | null;
};

export type SummaryDiff = { stale: boolean; changes: SummaryChange[] };
