/** A small ledger made by hand in which everything is as it should be: three units, one half-year, one escalation, one summary. */
import { SHIPPED_CALENDAR } from '../../config/calendars';
import { computeDeadline, type Deadline, extendDeadline } from '../../domain/deadlines';
import type { Ledger } from '../../scripts/demo/ledger';
import { hashOf } from './rules/audit';

/** An instant of the play: '06-19 08:00' is 19/6/2026 8 o'clock in Viet Nam. */
export const on = (text: string): string => {
  const [day = '', time = '08:00'] = text.split(' ');
  return `2026-${day}T${time}:00.000+07:00`;
};

const ORGANIZATION = 'xa';
const OFFICER = { kind: 'user', id: 'can-bo', name: 'officer (demo)' };
const SERVICE = { kind: 'service', id: null, name: 'Hệ thống Đôn Đốc' };

const computed = computeDeadline({
  rule: { kind: 'fixedDay', day: 19, month: 6, bound: 'at_latest' },
  ruleSource: { kind: 'van_ban', text: 'KH 45/KH-UBND, mục V; officer (demo) xác nhận' },
  rollPolicy: 'LUI_SAU',
  calendar: SHIPPED_CALENDAR,
  period: {
    code: '2026-H1',
    label: '6 tháng đầu năm 2026',
    cycle: '6_thang',
    year: 2026,
    dataFrom: '2025-12-15',
    dataTo: '2026-06-14',
    partial: false,
    cumulativeFrom: null,
  },
});
if (!computed.ok) throw new Error(computed.error.message);
const DEADLINE = computed.deadline;
export const DUE_AT = DEADLINE.dueAt;
const EXTENDED = extendDeadline(DEADLINE, {
  dueAt: '2026-06-24T23:59:59.999+07:00',
  reason: 'đối chiếu số liệu',
  source: { kind: 'nguoi', text: 'officer (demo) gia hạn' },
});

type Row<K extends keyof Ledger> = Ledger[K] extends readonly (infer R)[] ? R : never;

const obligation = (id: string, over: Partial<Row<'obligations'>>): Row<'obligations'> => ({
  id,
  planId: 'plan',
  periodId: 'ky',
  unitId: `don-vi-${id}`,
  unit: `Đơn vị ${id}`,
  unitKind: 'subordinate',
  state: 'accepted',
  dueAt: DUE_AT,
  overdueFrom: on('06-20 00:00'),
  originalDueAt: null,
  correctionDueAt: null,
  revision: 1,
  deadline: json(DEADLINE),
  firstSubmittedAt: null,
  officialDate: null,
  timeliness: null,
  acceptedVersion: null,
  closedReason: null,
  ...over,
});

const json = (deadline: Deadline): Row<'obligations'>['deadline'] => JSON.parse(JSON.stringify(deadline));

const submission = (
  obligationId: string,
  version: number,
  over: Partial<Row<'submissions'>>,
): Row<'submissions'> => ({
  id: `${obligationId}.v${version}`,
  obligationId,
  version,
  state: 'accepted',
  nil: false,
  sections: {},
  figures: [],
  submittedAt: null,
  officialDate: over.submittedAt ?? null,
  receiptNumber: `${obligationId}-${version}`,
  enteredBy: `Đầu mối ${obligationId} (demo)`,
  onBehalfOf: null,
  returnReason: null,
  decidedBy: null,
  decidedAt: null,
  ...over,
});

interface Line {
  obligationId: string;
  step: string;
  revision?: number;
  dropped?: string;
}

function message(id: string, lines: readonly Line[], over: Partial<Row<'messages'>>): Row<'messages'> {
  const contactId = over.userId ? null : `dau-moi-${lines[0]?.obligationId ?? 'x'}`;
  const channel = over.channel ?? 'email';
  const at = over.effectiveAt ?? on('06-04 07:30');
  return {
    id,
    organizationId: ORGANIZATION,
    key: `${id}/khoa`,
    kind: 'reminder',
    obligationIds: lines.map(({ obligationId }) => obligationId),
    items: lines.map(({ obligationId, step, revision = 1, dropped = null }) => ({
      obligationId,
      step,
      revision,
      recipient: contactId ?? over.userId ?? '',
      channel,
      dropped,
    })),
    channel,
    contactId,
    userId: null,
    recipient: `${contactId ?? over.userId} (demo)`,
    important: false,
    nominalAt: at,
    effectiveAt: at,
    createdAt: at,
    sentAt: at,
    state: 'sent',
    reason: null,
    attempts: 1,
    providerId: `nha-mang:${id}`,
    fallbackOfId: null,
    possibleDuplicate: false,
    sentBeforeSubmission: false,
    ...over,
  };
}

const delivery = (
  { id, channel, sentAt, effectiveAt }: Row<'messages'>,
  attempt: number,
  over: Partial<Row<'deliveries'>> = {},
): Row<'deliveries'> => ({
  id: `${id}#${attempt}`,
  messageId: id,
  attempt,
  channel: channel ?? 'email',
  startedAt: sentAt ?? effectiveAt,
  finishedAt: sentAt ?? effectiveAt,
  outcome: 'sent',
  route: channel === 'zalo' ? 'zalo_text' : 'email',
  providerId: `nha-mang:${id}`,
  code: null,
  reason: null,
  ...over,
});

const FIGURES = { a: 40, b: 25 } as const;

const figure = (targetId: string, value: number) => ({ targetId, value });

/** The whole ledger, anew at each call, so that a test may break it. */
export function validLedger(): Ledger {
  const sent = [
    message('m-truoc-15', [{ obligationId: 'a', step: 'T-15' }], {}),
    // b was still owed, c was not asked any more: the line was left out of the text
    message(
      'm-gop',
      [
        { obligationId: 'b', step: 'T-3' },
        { obligationId: 'a', step: 'T-3', dropped: 'Không gửi: báo cáo đã nộp' },
      ],
      { effectiveAt: on('06-16 07:30') },
    ),
    message('m-dung-han', [{ obligationId: 'c', step: 'T0' }], { effectiveAt: on('06-19 07:30') }),
    message('m-kip', [{ obligationId: 'a', step: 'T-7' }], {
      effectiveAt: on('06-12 07:30'),
      sentBeforeSubmission: true,
    }),
    message('m-du-phong', [{ obligationId: 'c', step: 'T-3' }], {
      effectiveAt: on('06-16 07:30'),
      fallbackOfId: 'm-zalo',
      state: 'delivered',
    }),
    message('m-tra-lai', [{ obligationId: 'b', step: 'returned', revision: 2 }], {
      kind: 'returned',
      effectiveAt: on('06-22 09:00'),
    }),
    message('m-gia-han', [{ obligationId: 'd', step: 'T+1', revision: 2 }], {
      effectiveAt: on('06-25 07:30'),
    }),
    message('m-cong-van', [{ obligationId: 'c', step: 'letter/1.2' }], {
      kind: 'letter',
      effectiveAt: on('07-08 09:00'),
    }),
    message('m-tong-hop', [], {
      kind: 'summary',
      key: 'summary/01a2b3c4-0000-7000-8000-000000000001/lanh-dao/email',
      userId: 'lanh-dao',
      effectiveAt: on('06-26 09:00'),
    }),
  ];
  const twice = message('m-hai-lan', [{ obligationId: 'c', step: 'T+1' }], {
    effectiveAt: on('06-22 07:31'),
    attempts: 2,
    possibleDuplicate: true,
  });
  const refused = message('m-zalo', [{ obligationId: 'c', step: 'T-3' }], {
    channel: 'zalo',
    effectiveAt: on('06-16 07:30'),
    sentAt: null,
    providerId: null,
    state: 'failed',
    reason: 'Người nhận chưa tương tác với Zalo của cơ quan',
  });
  const withheld = message('m-khong-gui', [{ obligationId: 'a', step: 'T0' }], {
    effectiveAt: on('06-19 07:30'),
    sentAt: null,
    providerId: null,
    attempts: 0,
    state: 'withheld',
    reason: 'Không gửi: báo cáo đã nộp',
  });
  const later = message('m-sau-nay', [{ obligationId: 'c', step: 'T-15' }], {
    effectiveAt: on('12-03 07:30'),
    sentAt: null,
    providerId: null,
    attempts: 0,
    state: 'queued',
  });
  return {
    run: { seed: 1, from: on('01-05'), until: on('09-01') },
    organizations: [
      {
        id: ORGANIZATION,
        name: 'Ủy ban nhân dân xã Hà Đông',
        system: 'chinh_quyen',
        level: 'xa',
        placeName: 'Hà Đông',
        settings: {},
      },
    ],
    plans: [
      {
        id: 'plan',
        organizationId: ORGANIZATION,
        title: 'Phát triển nông nghiệp năm 2026',
        state: 'active',
        system: 'chinh_quyen',
        number: '45',
        symbol: 'KH-UBND',
        issuedOn: '2026-01-05',
        termFrom: '2026-01-01',
        termTo: '2026-12-31',
        importedAt: on('01-05'),
        activatedAt: on('01-05 10:00'),
        activatedById: OFFICER.id,
        endedAt: null,
        policy: null,
        targets: [
          {
            id: 'dien-tich',
            indicator: 'Diện tích',
            value: 100,
            unit: 'ha',
            milestoneYear: 2026,
            aggregation: 'sum',
            unitIds: ['don-vi-a', 'don-vi-b'],
          },
        ],
      },
    ],
    questions: [],
    rules: [
      {
        id: 'che-do',
        planId: 'plan',
        name: 'Báo cáo 6 tháng',
        cycle: '6_thang',
        preset: 'ND09',
        deadlineRule: {},
        deadlineSource: {},
        rollPolicy: 'LUI_SAU',
        active: true,
        confirmedBy: OFFICER.name,
        confirmedAt: on('01-05 09:00'),
      },
    ],
    periods: [
      {
        id: 'ky',
        planId: 'plan',
        ruleId: 'che-do',
        code: '2026-H1',
        label: '6 tháng đầu năm 2026',
        state: 'closed',
        dataFrom: '2025-12-15',
        dataTo: '2026-06-14',
        partial: false,
        provisional: false,
        halfYear: '2026-H1',
        opensAt: on('06-01'),
        dueAt: DUE_AT,
        locksAt: on('07-31 23:59'),
        closedAt: on('07-31 23:59'),
      },
    ],
    obligations: [
      obligation('a', { acceptedVersion: 1 }),
      obligation('b', { acceptedVersion: 2, revision: 2 }),
      obligation('c', { state: 'open' }),
      obligation('d', {
        revision: 2,
        dueAt: EXTENDED.dueAt,
        originalDueAt: DUE_AT,
        deadline: json(EXTENDED),
        acceptedVersion: 1,
      }),
    ],
    submissions: [
      submission('a', 1, { submittedAt: on('06-12 15:00'), figures: [figure('dien-tich', FIGURES.a)] }),
      submission('b', 1, {
        submittedAt: on('06-17 15:00'),
        state: 'returned',
        decidedBy: OFFICER.name,
        decidedAt: on('06-22 08:30'),
        figures: [figure('dien-tich', 1)],
      }),
      submission('b', 2, { submittedAt: on('06-23 15:00'), figures: [figure('dien-tich', FIGURES.b)] }),
      submission('d', 1, { submittedAt: on('06-25 15:00') }),
    ],
    extensions: [],
    messages: [...sent, twice, refused, withheld, later],
    deliveries: [
      ...sent.map((row) => delivery(row, 1)),
      delivery(twice, 1, { outcome: 'unknown', startedAt: on('06-22 07:30'), providerId: null }),
      delivery(twice, 2),
      delivery(refused, 1, { outcome: 'refused', providerId: null, code: 'ZALO-oa--230' }),
    ],
    escalations: [
      escalation(1, {
        state: 'rejected',
        proposedAt: on('06-24 08:00'),
        decidedAt: on('06-24 10:00'),
        decision: 'reject',
        decisionReason: 'Đơn vị đang xử lý công việc đột xuất',
      }),
      escalation(2, {
        state: 'issued',
        proposedAt: on('07-02 08:00'),
        decidedAt: on('07-08 08:30'),
        decision: 'approve',
        issuedAt: on('07-08 08:45'),
        closedAt: on('07-08 08:45'),
      }),
    ],
    summaries: [summary()],
    audit: auditLog(),
  };
}

const escalation = (round: number, over: Partial<Row<'escalations'>>): Row<'escalations'> => ({
  id: `de-nghi-${round}`,
  obligationId: 'c',
  level: 1,
  round,
  state: 'proposed',
  proposedBy: SERVICE.name,
  proposedById: null,
  proposedAt: on('06-24 08:00'),
  clockFrom: DUE_AT,
  decidedBy: OFFICER.name,
  decidedById: OFFICER.id,
  decidedAt: null,
  decision: null,
  decisionReason: null,
  issuedAt: null,
  closedAt: null,
  closedReason: null,
  documentId: null,
  ...over,
});

function summary(): Row<'summaries'> {
  const used = [
    { submissionId: 'a.v1', version: 1 },
    { submissionId: 'b.v2', version: 2 },
  ];
  const part = (unit: 'a' | 'b', submissionId: string, version: number) => ({
    unitId: `don-vi-${unit}`,
    unitName: `Đơn vị ${unit}`,
    value: FIGURES[unit],
    numerator: null,
    denominator: null,
    assessment: null,
    note: null,
    estimated: false,
    source: { submissionId, version },
    carriedFrom: null,
  });
  const row = (unit: string, status: string, submissionId: string | null) => ({
    unitId: `don-vi-${unit}`,
    obligationId: unit,
    status,
    submissionId,
  });
  const compiled = {
    reporting: [
      row('a', 'on_time', 'a.v1'),
      row('b', 'on_time', 'b.v2'),
      row('c', 'missing', null),
      row('d', 'missing', null),
    ],
    counts: { required: 4, received: 2, onTime: 2, late: 0, missing: 2, returned: 0 },
    figures: [
      {
        targetId: 'dien-tich',
        indicator: 'Diện tích',
        targetValue: 100,
        unit: 'ha',
        kind: 'indicator',
        aggregation: 'sum',
        verdict: 'chua_dat',
        actual: FIGURES.a + FIGURES.b,
        yearTotal: null,
        previousHalf: null,
        parts: [part('a', 'a.v1', 1), part('b', 'b.v2', 2)],
      },
    ],
    submissionsUsed: used.map((entry) => ({ ...entry, unitId: `don-vi-${entry.submissionId.slice(0, 1)}` })),
    problems: [],
  };
  return {
    id: 'tong-hop',
    planId: 'plan',
    halfYear: '2026-H1',
    number: 0,
    state: 'issued',
    stale: false,
    compiledAt: on('06-24 07:30'),
    reviewedBy: OFFICER.name,
    reviewedAt: on('06-25 09:00'),
    issuedBy: 'leader (demo)',
    issuedAt: on('06-26 08:30'),
    inputsHash: 'x',
    documentId: null,
    used,
    compiled,
  };
}

type AuditEntry = Omit<Row<'audit'>, 'id' | 'previousHash' | 'hash'>;

const entry = (
  at: string,
  action: string,
  [subjectType, subjectId]: readonly [string, string],
  over: Partial<AuditEntry> = {},
): AuditEntry => ({
  organizationId: ORGANIZATION,
  at: on(at),
  actor: OFFICER,
  action,
  subjectType,
  subjectId,
  reason: null,
  before: null,
  after: null,
  ...over,
});

function auditLog(): Ledger['audit'] {
  const entries = [
    entry('01-05 09:00', 'rule.confirmed', ['rule', 'che-do'], { after: { confirm: true } }),
    entry('01-05 10:00', 'plan.activated', ['plan', 'plan'], {
      before: { state: 'draft' },
      after: { state: 'active', periods: 2 },
    }),
    entry('06-18 09:00', 'extension.granted', ['obligation', 'd'], {
      before: { dueAt: DUE_AT, revision: 1 },
      after: { dueAt: EXTENDED.dueAt, revision: 2 },
      reason: 'đối chiếu số liệu',
    }),
    entry('06-22 08:30', 'submission.returned', ['obligation', 'b'], {
      after: { state: 'returned', correctionDueAt: on('06-29 23:59') },
    }),
    entry('06-24 10:00', 'escalation.decided', ['escalation', 'de-nghi-1'], {
      after: { state: 'rejected', decision: 'reject', nextReviewOn: '2026-07-01' },
    }),
    entry('07-08 08:30', 'escalation.decided', ['escalation', 'de-nghi-2'], {
      after: { state: 'approved', decision: 'approve' },
    }),
  ];
  let previousHash = '';
  return entries.map((given, position) => {
    const open = { ...given, id: 10 + position, previousHash };
    previousHash = hashOf(open);
    return { ...open, hash: previousHash };
  });
}
