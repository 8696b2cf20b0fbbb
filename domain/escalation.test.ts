import { describe, expect, it } from 'vitest';
import {
  checkChain,
  decideApproverReminder,
  decideEscalation,
  decideProposal,
  type EscalationEvent,
  type EscalationPolicy,
  type EscalationRecord,
  effectiveApprover,
  newEscalation,
  resolveLevel,
} from './escalation';
import { calendar } from './testing.fixture';
import { endOfDay } from './time';

const policy: EscalationPolicy = {
  version: 'v1',
  levels: [
    { level: 1, name: 'Lãnh đạo đơn vị' },
    { level: 2, name: 'Lãnh đạo Ủy ban nhân dân' },
  ],
  graceWorkingDays: 2,
  spacingWorkingDays: 3,
  maxPerLevel: 2,
  approverReminderWorkingDays: 2,
  fourEyes: true,
  proposeAt: '07:30',
};
/** Friday; grace of two working days ends on Tuesday 23/6. */
const DUE = endOfDay('2026-06-19');
const at = (text: string) => `${text}:00.000+07:00`;

const proposal = (now: string, history: EscalationRecord[] = [], over: object = {}) =>
  decideProposal({ obligation: { status: 'open', owedUntil: DUE, ...over }, history, policy, calendar, now });
const record = (over: Partial<EscalationRecord>): EscalationRecord => ({
  level: 1,
  state: 'issued',
  proposedAt: at('2026-06-24T07:30'),
  closedAt: at('2026-06-24T15:00'),
  reviewOn: null,
  clockFrom: DUE,
  ...over,
});

describe('proposals', () => {
  it('B67 proposes after the grace in working days, to the office, at the first level', () => {
    expect(proposal(at('2026-06-23T23:00'))).toMatchObject({
      propose: null,
      nextCheckAt: at('2026-06-24T07:30'),
    });
    expect(proposal(at('2026-06-24T07:30')).propose).toEqual({ level: 1, clockFrom: DUE });
  });

  it('B67 proposes nothing for a report that is in, exempt or cancelled', () => {
    const now = at('2026-06-30T09:00');
    for (const status of ['submitted', 'accepted', 'exempt', 'cancelled']) {
      expect(proposal(now, [], { status }).propose).toBeNull();
    }
  });

  it('B75 keeps one open escalation per report', () => {
    const now = at('2026-07-30T09:00');
    for (const state of ['proposed', 'approved', 'amended'] as const) {
      expect(proposal(now, [record({ state, closedAt: null })]).propose).toBeNull();
    }
    const postponed = record({ state: 'postponed', closedAt: null, reviewOn: '2026-08-03' });
    expect(proposal(now, [postponed])).toMatchObject({ propose: null, nextCheckAt: at('2026-08-03T07:30') });
  });

  it('B75 spaces levels in working days and goes up once a level was issued', () => {
    const issued = [record({})];
    // Issued Wednesday 24/6; three working days on is Monday 29/6.
    expect(proposal(at('2026-06-28T09:00'), issued)).toMatchObject({
      propose: null,
      nextCheckAt: at('2026-06-29T07:30'),
    });
    expect(proposal(at('2026-06-29T07:30'), issued).propose).toMatchObject({ level: 2 });
    const both = [record({}), record({ level: 2, closedAt: at('2026-06-30T09:00') })];
    expect(proposal(at('2026-12-01T09:00'), both)).toMatchObject({ propose: null, nextCheckAt: null });
  });

  it('B75 proposes a rejected level again after its review day, up to the cap', () => {
    const rejected = record({ state: 'rejected', reviewOn: '2026-07-10' });
    expect(proposal(at('2026-07-09T09:00'), [rejected]).propose).toBeNull();
    expect(proposal(at('2026-07-10T07:30'), [rejected]).propose).toMatchObject({ level: 1 });
    const twice = [
      rejected,
      record({ state: 'rejected', reviewOn: '2026-07-20', closedAt: at('2026-07-13T09:00') }),
    ];
    expect(proposal(at('2026-07-30T09:00'), twice).propose).toMatchObject({ level: 2 });
  });

  it('B76 starts a new clock at the correction deadline of a returned report', () => {
    const returned = { status: 'returned', owedUntil: endOfDay('2026-07-10') };
    const issued = [record({})];
    expect(proposal(at('2026-07-01T09:00'), issued, returned).propose).toBeNull();
    expect(proposal(at('2026-07-15T07:30'), issued, returned).propose).toEqual({
      level: 1,
      clockFrom: endOfDay('2026-07-10'),
    });
  });

  it('B69 does not count a withdrawn proposal against the report', () => {
    const withdrawn = record({ state: 'withdrawn' });
    expect(proposal(at('2026-06-24T07:30'), [withdrawn]).propose).toMatchObject({ level: 1 });
  });
});

describe('decisions', () => {
  const fresh = newEscalation({ level: 1, proposerId: 'system', proposedAt: at('2026-06-24T07:30') });
  const by = { by: 'chief', approverId: 'chief' };
  const run = (event: EscalationEvent, from = fresh) => decideEscalation(from, event, policy);
  const code = (event: EscalationEvent, from = fresh) => {
    const result = run(event, from);
    return result.ok ? null : result.error.code;
  };
  const state = (event: EscalationEvent, from = fresh) => {
    const result = run(event, from);
    if (!result.ok) throw new Error(result.error.message);
    return result.escalation;
  };
  const approve: EscalationEvent = { type: 'approve', at: at('2026-06-24T09:00'), ...by };
  const reject: EscalationEvent = {
    type: 'reject',
    at: at('2026-06-24T09:00'),
    reviewOn: '2026-07-01',
    reason: 'đơn vị đang chờ số liệu',
    ...by,
  };

  it('B68 issues an approved proposal once', () => {
    const approved = state(approve);
    const issued = state({ type: 'issue', at: at('2026-06-24T09:05') }, approved);
    expect(issued.state).toBe('issued');
    expect(run({ type: 'issue', at: at('2026-06-24T09:06') }, issued)).toMatchObject({
      ok: true,
      repeated: true,
    });
    expect(code({ type: 'issue', at: at('2026-06-24T09:06') })).toBe('ESCALATION_NOTHING_TO_ISSUE');
  });

  it('B69 is withdrawn by a report that arrives while it waits, and between approval and sending', () => {
    const withdraw: EscalationEvent = {
      type: 'withdraw',
      at: at('2026-06-24T09:01'),
      reason: 'báo cáo đã được nộp',
    };
    expect(state(withdraw).state).toBe('withdrawn');
    const stopped = state(withdraw, state(approve));
    expect(stopped.state).toBe('withdrawn');
    expect(code({ type: 'issue', at: at('2026-06-24T09:05') }, stopped)).toBe('ESCALATION_NOTHING_TO_ISSUE');
    const late = run(approve, stopped);
    expect(late.ok ? '' : late.error.message).toContain('báo cáo đã được nộp');
    const issued = state({ type: 'issue', at: at('2026-06-24T09:05') }, state(approve));
    expect(code(withdraw, issued)).toBe('ESCALATION_ALREADY_DECIDED');
  });

  it('B70 needs a reason and a later review date to reject', () => {
    expect(code({ ...reject, reason: ' ' })).toBe('ESCALATION_NEEDS_REASON');
    expect(code({ ...reject, reviewOn: '2026-06-24' })).toBe('ESCALATION_REVIEW_DATE_PAST');
    expect(state(reject)).toMatchObject({ state: 'rejected', reviewOn: '2026-07-01' });
  });

  it('B70 reminds the approver after N working days, then the deputy, and never escalates by itself', () => {
    const ask = (now: string, remindersSent: number) =>
      decideApproverReminder({ proposedAt: at('2026-06-24T07:30'), remindersSent, policy, calendar, now });
    expect(ask(at('2026-06-25T09:00'), 0)).toEqual({ remind: null, nextCheckAt: at('2026-06-26T07:30') });
    expect(ask(at('2026-06-26T07:30'), 0)).toEqual({
      remind: 'approver',
      nextCheckAt: at('2026-06-30T07:30'),
    });
    expect(ask(at('2026-06-30T07:30'), 1).remind).toBe('deputy');
    expect(ask(at('2026-12-30T07:30'), 40).remind).toBe('deputy');
  });

  it('B71 lets the first decision stand and tells the second', () => {
    const approved = state(approve);
    const second = run({ ...approve, by: 'deputy', approverId: 'deputy' }, approved);
    expect(second.ok ? '' : second.error.message).toContain('đã duyệt');
    expect(code(approve, state(reject))).toBe('ESCALATION_ALREADY_DECIDED');
    expect(code(reject, approved)).toBe('ESCALATION_ALREADY_DECIDED');
  });

  it('B73 keeps a proposer from approving their own proposal where four eyes are on', () => {
    const own = newEscalation({ level: 1, proposerId: 'chief', proposedAt: at('2026-06-24T07:30') });
    expect(code(approve, own)).toBe('ESCALATION_FOUR_EYES');
    expect(code({ ...approve, type: 'amend', reason: 'đổi câu chữ' }, own)).toBe('ESCALATION_FOUR_EYES');
    expect(decideEscalation(own, approve, { fourEyes: false }).ok).toBe(true);
    expect(code(reject, own)).toBeNull();
  });

  it('brings a postponed proposal back and takes a decision on it meanwhile', () => {
    const postponed = state({ ...reject, type: 'postpone' });
    expect(state({ type: 'resume', at: at('2026-07-01T07:30') }, postponed)).toMatchObject({
      state: 'proposed',
      reviewOn: null,
    });
    expect(state(approve, postponed).state).toBe('approved');
    expect(code({ type: 'resume', at: at('2026-07-01T07:30') }, state(approve))).toBe(
      'ESCALATION_ALREADY_DECIDED',
    );
  });

  it('takes decisions from the approver of the day only', () => {
    expect(code({ ...approve, approverId: 'deputy' })).toBe('ESCALATION_NOT_APPROVER');
  });
});

describe('who is asked', () => {
  it('B72 skips a level that resolves to nobody and says so; all empty is an alert', () => {
    const people: Record<number, string[]> = { 1: [], 2: ['chairman'] };
    const resolve = (level: number) => resolveLevel({ level, policy, recipientsOf: (n) => people[n] ?? [] });
    expect(resolve(1)).toMatchObject({
      ok: true,
      level: 2,
      recipients: ['chairman'],
      skipped: [{ level: 1 }],
    });
    people[2] = [];
    expect(resolve(1)).toMatchObject({ ok: false, error: { code: 'ESCALATION_NO_RECIPIENT' } });
  });

  it('B74 routes to the delegate between the days, both included, and back after', () => {
    const delegations = [
      { fromId: 'chief', toId: 'deputy', fromDate: '2026-07-01', toDate: '2026-07-10' },
      { fromId: 'deputy', toId: 'expert', fromDate: '2026-07-05', toDate: '2026-07-06' },
    ];
    const on = (date: string) => effectiveApprover({ approverId: 'chief', delegations, on: date });
    expect(['2026-06-30', '2026-07-01', '2026-07-05', '2026-07-10', '2026-07-11'].map(on)).toEqual([
      'chief',
      'deputy',
      'expert',
      'deputy',
      'chief',
    ]);
    const ring = [
      ...delegations,
      { fromId: 'expert', toId: 'chief', fromDate: '2026-07-01', toDate: '2026-07-31' },
    ];
    expect(effectiveApprover({ approverId: 'chief', delegations: ring, on: '2026-07-05' })).toBe('chief');
  });

  it('refuses a chain with a level twice or none', () => {
    const level = { level: 1, name: 'Lãnh đạo' };
    expect(checkChain({ levels: [level, level] })).toMatchObject({
      code: 'CHAIN_LEVEL_DUPLICATE',
      field: 'levels.1.level',
    });
    expect(checkChain({ levels: [] })?.code).toBe('ESCALATION_NO_RECIPIENT');
    expect(checkChain(policy)).toBeNull();
  });
});
