/** Plain, serialisable shapes that go into the compilation of a summary (B87–B93). */
export type * from './compile-summary-types';

/** Who may be ordered, who is only asked, and who is never addressed by a reminder of the UBND. */
export type UnitKind = 'subordinate' | 'independent' | 'party';

export type CompileUnit = { id: string; name: string; kind: UnitKind };

export type CompileObligationState =
  | 'expected'
  | 'open'
  | 'submitted'
  | 'accepted'
  | 'returned'
  | 'exempt'
  | 'cancelled';

/** Fixed by the first submission and never changed by a later version (B47). */
export type CompileTimeliness = 'on_time' | 'late' | 'late_extended';

export type CompileObligation = {
  id: string;
  unitId: string;
  /** The register's code of the period, the same string as `CompilePeriod.code`. */
  periodCode: string;
  /** Effective deadline in force, ISO 8601 with offset. */
  dueAt: string;
  state: CompileObligationState;
  timeliness: CompileTimeliness | null;
  /** Official receipt of the first submission, ISO 8601 with offset (B54: the date of the paper, not of the entry). */
  receivedAt: string | null;
  /** Reminders that reached a final state of having been sent. */
  reminders: number;
  /** Reason of an exemption or a cancellation, or the office's own remark; printed in appendix III. */
  note?: string | null | undefined;
};

export type SectionText = { results: string; difficulties: string; proposals: string; nextPeriod: string };

export type CompileFigure = {
  targetId: string;
  /** null = not reported. Blank is never 0 (B77). */
  value: number | null;
  numerator?: number | null | undefined;
  denominator?: number | null | undefined;
  /** Words for a target that has no number (B85). */
  assessment?: string | null | undefined;
  note?: string | null | undefined;
  /** Unit of measure the unit entered in, when it is not the target's own (B83). */
  unit?: string | null | undefined;
  /** true = `ước thực hiện`. */
  estimated?: boolean | undefined;
};

export type CompileSubmission = {
  id: string;
  obligationId: string;
  unitId: string;
  version: number;
  sections: SectionText;
  figures: CompileFigure[];
  /** "Không phát sinh", confirmed by name: received, but no figures and no zeros (B56). */
  nil: boolean;
  /** Default 'submitted'. A draft, a returned or a withdrawn version is never used (B49, B58). */
  state?: 'draft' | 'submitted' | 'accepted' | 'returned' | 'withdrawn' | undefined;
  /** Number and symbol of the signed report in the document system. */
  documentNumber?: string | null | undefined;
};

export type Comparator = '>=' | '<=' | '=' | '>' | '<' | 'range' | 'approx';

/** The kinds of plans/SCHEMA.md §6. */
export type TargetKind =
  | 'indicator'
  | 'deliverable'
  | 'maintain'
  | 'threshold'
  | 'relative'
  | 'incomplete'
  | 'qualitative'
  | 'restated';

export type Aggregation = 'sum' | 'mean' | 'ratio' | 'last' | 'cumulative';

export type CompileTarget = {
  id: string;
  /** Groups the milestones of one indicator; without it every target stands alone. */
  indicatorId?: string | null | undefined;
  indicator: string;
  /** The target as the plan words it. */
  text: string;
  comparator: Comparator | null;
  value: number | null;
  /** Upper bound, only for 'range'. */
  valueMax: number | null;
  unit: string | null;
  milestoneYear: number | null;
  kind: TargetKind;
  /** The total this one is a part of ("trong đó", B86). */
  parentId: string | null;
  direction: 'asc' | 'desc';
  aggregation: Aggregation;
  responsibleUnitIds: string[];
};

export type PlanIdentity = {
  id: string;
  /** 'Kế hoạch', 'Chương trình hành động'… as printed. */
  typeName: string;
  /** As printed, e.g. '45/KH-UBND'; null when waived. */
  number: string | null;
  /** Civil date, null when waived. */
  date: string | null;
  title: string;
  issuer: string;
  startYear?: number | null | undefined;
  endYear?: number | null | undefined;
};

export type CompilePeriod = {
  code: string;
  /** '6_thang', 'hang_nam', 'quy'… */
  cycle: string;
  /** 'sáu tháng đầu năm 2026' as it reads inside a sentence: '6 tháng đầu năm 2026'. */
  label: string;
  /** '6 tháng cuối năm 2026'; null after the last period. */
  nextLabel: string | null;
  year: number;
  half: 1 | 2 | null;
  /** Data cut-off, civil dates, both ends inclusive. */
  dataFrom: string;
  dataTo: string;
  /** B3: the plan began after the start of the period. */
  partial?: boolean | undefined;
  accumulation?: 'THEO_KY' | 'LUY_KE' | undefined;
};

export type CompileOrganization = {
  id: string;
  /** 'Ủy ban nhân dân xã Hà Đông', 'Đảng ủy phường Thủy Nguyên'. */
  name: string;
  system: 'chinh_quyen' | 'dang';
  /** Commune without its kind, as it stands before the date: 'Hà Đông'. */
  place: string;
};

/** One accepted figure of an earlier period, for carry-forward (B79) and comparison (B93). */
export type PreviousFigure = {
  targetId: string;
  unitId: string;
  value: number | null;
  numerator?: number | null | undefined;
  denominator?: number | null | undefined;
  submissionId: string;
  version: number;
};

export type PreviousPeriod = {
  code: string;
  year: number;
  half: 1 | 2 | null;
  label: string;
  figures: PreviousFigure[];
};

export type StatementSection = 'direction' | keyof SectionText | 'funding' | 'causes';

export type SourceRef =
  | { kind: 'submission'; submissionId: string; version: number; unitId: string }
  /** A document the office names itself: '12/KH-UBND ngày 05/02/2026'. */
  | { kind: 'document'; reference: string }
  /** A count of the register, by the obligations it was counted over. */
  | { kind: 'register'; obligationIds: string[] };

/** A sentence the office adds; without a source the summary cannot be issued (B89). */
export type OfficeStatement = { section: StatementSection; text: string; sources: SourceRef[] };

/** A task of the plan, for appendix II. */
export type CompileAssignment = {
  id: string;
  text: string;
  leadUnitId: string | null;
  coordinatingUnitIds: string[];
  /** As the plan words it. */
  deadlineText: string | null;
  product: string | null;
};

export type CompileInput = {
  organization: CompileOrganization;
  plan: PlanIdentity;
  period: CompilePeriod;
  /** Instant of the compilation, ISO 8601 with offset; decides only what is missing and what is not yet due. */
  asOf: string;
  units: CompileUnit[];
  /** May hold other periods' too: only those with `period.code` are used. */
  obligations: CompileObligation[];
  submissions: CompileSubmission[];
  targets: CompileTarget[];
  previousPeriods?: PreviousPeriod[] | undefined;
  assignments?: CompileAssignment[] | undefined;
  officeStatements?: OfficeStatement[] | undefined;
  /** B92: units the plan names as compilers, and the one the office chose. */
  synthesis?: { candidateUnitIds: string[]; ownerUnitId: string | null } | undefined;
};
