import { describe, expect, it } from 'vitest';
import { decideReminders, ladderFor } from './ladder';
import {
  type AdHocRequest,
  amendRows,
  checkActivation,
  planAdHoc,
  planTransition,
  projectObligations,
  type ReportingRule,
  terminateRows,
  terminationDeadline,
  type UnitFacts,
} from './plan';
import { at, calendar, policy, row, rule, source } from './testing.fixture';
import { endOfDay } from './time';

const plan = { id: 'p1', state: 'active', termFrom: '2026-01-01', termTo: '2027-12-31' } as const;
const project = (rules: ReportingRule[], over: object = {}) =>
  projectObligations({ plan, rules, units: [], calendar, from: at('2026-01-05T08:00'), ...over });
describe('projection', () => {
  it('makes a row for each unit and period with a stable key', () => {
    const { rows, faults } = project([rule()]);
    expect(faults).toEqual([]);
    expect(rows.map(({ key }) => key)).toEqual(
      ['2026-H1', '2026-H2', '2027-H1', '2027-H2'].flatMap((code) => [`p1/${code}/kt`, `p1/${code}/vhxh`]),
    );
  });

  it('B31 gives the same rows again, so that creating them twice finds them there', () => {
    expect(project([rule()])).toEqual(project([rule()]));
    const keys = project([rule({ unitIds: ['kt', 'kt'] })]).rows.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('B32 computes due dates from the rule alone: nothing of a late report is in them', () => {
    const amended = amendRows({
      rows: project([rule()]).rows.map(({ key, dueAt }) => row(key, { dueAt, status: 'submitted' })),
      projected: project([rule()]).rows,
      reason: 'tính lại',
    });
    expect(amended).toEqual({ actions: [], kept: [] });
  });

  it('B8 marks 2027 as provisional and gives the administrator one task', () => {
    const { rows, calendarTasks } = project([rule()]);
    expect(rows.filter(({ provisional }) => provisional).map(({ periodCode }) => periodCode)).toEqual([
      '2027-H1',
      '2027-H1',
      '2027-H2',
      '2027-H2',
    ]);
    expect(calendarTasks).toHaveLength(1);
    expect(calendarTasks[0]?.text).toContain('năm 2027');
  });

  it('B14 marks rows of an unconfirmed rule as proposals', () => {
    expect(project([rule({ confirmed: false })]).rows.every(({ proposed }) => proposed)).toBe(true);
  });

  it('B103 takes 40 past periods as history and sends nothing for them', () => {
    const monthly = rule({ cycle: 'thang' });
    const past = { ...plan, termFrom: '2023-01-01', termTo: '2026-12-31' };
    const { periods } = project([monthly], { plan: past, from: at('2026-06-01T08:00') });
    const history = periods.filter((period) => period.history);
    expect(history.length).toBeGreaterThanOrEqual(40);
    const from = at('2026-06-01T08:00');
    for (const { deadline } of history) {
      const ladder = ladderFor({ deadline, policy, calendar });
      const decision = decideReminders({
        ladder,
        now: from,
        doneSteps: [],
        policy,
        calendar,
        dueDate: deadline.date,
        noArrearsBefore: from,
      });
      expect(decision.send).toBeNull();
    }
  });

  it('asks for no quarter that a longer report contains where the document prints no day for it', () => {
    const dated = (id: string, cycle: ReportingRule['cycle'], suffix: string, month: number) =>
      rule({
        id,
        cycle,
        deadlineRule: {
          kind: 'fixedDayByPeriod',
          dates: [{ suffix, day: 25, month }],
          bound: 'at_latest',
        },
      });
    const year = { ...plan, termTo: '2026-12-31' };
    const quarter = dated('q', 'quy', 'Q1', 3);
    const others = [
      dated('h', '6_thang', 'H1', 6),
      dated('n', '9_thang', '9M', 9),
      rule({ id: 'y', cycle: 'hang_nam' }),
    ];
    const asked = project([quarter, ...others], { plan: year });
    expect(asked.faults).toEqual([]);
    expect([...new Set(asked.rows.map(({ periodCode }) => periodCode))]).toEqual([
      '2026-Q1',
      '2026-H1',
      '2026-9M',
      '2026-Y',
    ]);
    // alone it lacks its days, and somebody must name them
    expect(project([quarter], { plan: year }).faults).toMatchObject([
      { error: { code: 'RULE_NO_DATE_FOR_PERIOD' } },
    ]);
  });

  it('reports two rules for one report, a rule without units and a rule that makes no sense, once each', () => {
    const { faults } = project([
      rule(),
      rule({ id: 'r2', name: 'Báo cáo trùng' }),
      rule({ id: 'r3', cycle: 'quy', unitIds: [] }),
      rule({
        id: 'r4',
        cycle: 'hang_nam',
        deadlineRule: { kind: 'fixedDay', day: 31, month: 2, bound: 'before' },
      }),
    ]);
    expect(faults.map(({ ruleId, error }) => [ruleId, error.code])).toEqual([
      ['r2', 'TWO_RULES_FOR_ONE_REPORT'],
      ['r3', 'RULE_WITHOUT_UNITS'],
      ['r4', 'DAY_NOT_IN_MONTH'],
    ]);
  });

  it('B94 gives a merged unit’s later periods to its successor, under the old name where it was named', () => {
    const unit = (id: string, over: Partial<UnitFacts> = {}): UnitFacts => ({
      id,
      name: id,
      validFrom: null,
      validTo: null,
      successorId: null,
      ...over,
    });
    const units = [unit('kt'), unit('vhxh', { validTo: '2026-06-30', successorId: 'vh' }), unit('vh')];
    const { rows } = project([rule()], { units });
    expect(
      rows.filter(({ periodCode }) => periodCode !== '2026-H1').map(({ unitId }) => unitId),
    ).not.toContain('vhxh');
    expect(rows.find(({ key }) => key === 'p1/2026-H2/vh')).toMatchObject({ namedUnitId: 'vhxh' });
    expect(rows.find(({ key }) => key === 'p1/2026-H1/vhxh')).toMatchObject({ namedUnitId: null });
    const orphan = project([rule()], { units: [unit('kt'), unit('vhxh', { validTo: '2026-06-30' })] });
    expect(orphan.faults.map(({ error }) => error.code)).toEqual(['UNIT_SUCCESSOR_MISSING']);
    const ring = [
      unit('kt', { validTo: '2026-01-01', successorId: 'vhxh' }),
      unit('vhxh', { validTo: '2026-01-01', successorId: 'kt' }),
    ];
    expect(project([rule()], { units: ring }).faults[0]?.error.code).toBe('UNIT_SUCCESSOR_CYCLE');
  });
});

describe('life of a plan', () => {
  it('goes draft → active → suspended → active → ended, and takes a repeated message calmly', () => {
    expect(planTransition('draft', 'activate')).toMatchObject({ ok: true, state: 'active', repeated: false });
    expect(planTransition('active', 'activate')).toMatchObject({ ok: true, state: 'active', repeated: true });
    expect(planTransition('suspended', 'resume')).toMatchObject({ ok: true, state: 'active' });
    expect(planTransition('suspended', 'terminate')).toMatchObject({ ok: true, state: 'terminated' });
    expect(planTransition('draft', 'suspend')).toMatchObject({
      ok: false,
      error: { code: 'PLAN_TRANSITION_NOT_ALLOWED' },
    });
    expect(planTransition('terminated', 'resume').ok).toBe(false);
  });

  it('B15 keeps a plan without number and date a draft until they are entered or waived with a reason', () => {
    const draft = {
      number: null,
      issuedOn: null,
      identityWaiver: null,
      termFrom: '2026-01-01',
      termTo: '2026-12-31',
      rules: 2,
      unconfirmedRules: 0,
      openBlockingQuestions: 0,
    };
    expect(checkActivation(draft).map(({ code }) => code)).toEqual(['PLAN_NUMBER_MISSING']);
    expect(checkActivation({ ...draft, identityWaiver: 'bản nội bộ' })).toEqual([]);
    expect(checkActivation({ ...draft, number: '45/KH-UBND' })).toHaveLength(1);
    expect(checkActivation({ ...draft, openBlockingQuestions: 3 }).map(({ code }) => code)).toContain(
      'PLAN_HAS_OPEN_QUESTIONS',
    );
    expect(
      checkActivation({ ...draft, number: '45/KH-UBND', issuedOn: '2026-03-31', unconfirmedRules: 2 }),
    ).toHaveLength(1);
  });

  it('B28 moves the final report, cancels later ones with the reason, leaves earlier overdue ones', () => {
    const finalDeadline = terminationDeadline({
      rule: rule(),
      termFrom: '2026-01-01',
      terminatedOn: '2026-09-01',
      calendar,
    });
    if (!finalDeadline.ok) throw new Error(finalDeadline.error.message);
    // 1 and 2/9 are holidays, 31/8 swapped: two working days after 1/9 is Friday 4/9.
    expect(finalDeadline.deadline.date).toBe('2026-09-04');
    const { actions, kept } = terminateRows({
      rows: [
        row('p1/2026-H1/kt'),
        row('p1/2026-H2/kt', { dueAt: endOfDay('2026-12-16'), status: 'expected' }),
        row('p1/2027-H1/kt', { dueAt: endOfDay('2027-06-16'), status: 'accepted' }),
        row('p1/TK-2027/kt', { dueAt: endOfDay('2028-01-17'), status: 'expected' }),
      ],
      finalCode: 'TK-2027',
      terminatedAt: at('2026-09-01T09:00'),
      finalDeadline: finalDeadline.deadline,
      reason: 'Quyết định 12/QĐ-UBND chấm dứt kế hoạch',
    });
    expect(actions.map(({ type }) => type)).toEqual(['cancel', 'move']);
    expect(actions[0]).toMatchObject({ key: 'p1/2026-H2/kt', reason: expect.stringContaining('chấm dứt') });
    expect(kept).toEqual([{ key: 'p1/2026-H1/kt', reason: expect.stringContaining('quá hạn') }]);
  });

  it('B28 keeps what was sent before the termination, and what lies in no final report is cancelled', () => {
    const ahead = { dueAt: endOfDay('2026-12-16') };
    const { actions, kept } = terminateRows({
      rows: [
        row('p1/2026-H2/kt', { ...ahead, status: 'submitted' }),
        row('p1/2026-H2/vhxh', { ...ahead, status: 'returned' }),
        row('p1/2026-H2/vp', { ...ahead, status: 'open' }),
        row('p1/2026-H2/ca', { ...ahead, status: 'expected', hasDraft: true }),
      ],
      finalCode: null,
      terminatedAt: at('2026-09-01T09:00'),
      finalDeadline: null,
      reason: 'chấm dứt',
    });
    expect(actions.map((action) => [action.type, 'key' in action ? action.key : ''])).toEqual([
      ['cancel', 'p1/2026-H2/vp'],
      ['cancel', 'p1/2026-H2/ca'],
    ]);
    expect(kept.map(({ key }) => key)).toEqual(['p1/2026-H2/kt', 'p1/2026-H2/vhxh']);
  });

  it('B30 removes untouched future reports of a shortened term and lists one with a draft', () => {
    const { rows: projected } = project([rule({ unitIds: ['kt'] })], {
      plan: { ...plan, termTo: '2026-12-31' },
    });
    const { actions, kept } = amendRows({
      rows: [
        row('p1/2026-H1/kt', { status: 'accepted' }),
        row('p1/2026-H2/kt', { dueAt: endOfDay('2026-12-16') }),
        row('p1/2027-H1/kt', { status: 'expected' }),
        row('p1/2027-H2/kt', { status: 'expected', hasDraft: true }),
      ],
      projected,
      reason: 'rút ngắn thời gian thực hiện',
    });
    expect(actions).toEqual([
      { type: 'remove', key: 'p1/2027-H1/kt', reason: 'rút ngắn thời gian thực hiện' },
    ]);
    expect(kept).toEqual([{ key: 'p1/2027-H2/kt', reason: 'đã có bản nháp' }]);
  });
});

describe('ad hoc requests', () => {
  const request: AdHocRequest = {
    label: 'Báo cáo nhanh thiệt hại',
    unitIds: ['kt', 'vhxh'],
    dueOn: '2026-08-05',
    hour: '16:00',
    source,
    requestedAt: at('2026-08-05T15:30'),
  };

  it('B33 takes a request due at 16h00 made at 15:30, skips the past steps and says so', () => {
    const made = planAdHoc({ request, policy, calendar });
    if (!made.ok) throw new Error(made.error.message);
    expect(made.deadline).toMatchObject({
      dueAt: at('2026-08-05T16:00'),
      overdueFrom: '2026-08-05',
      provisional: false,
    });
    expect(made.skipped.map(({ id }) => id)).toEqual(['T-15', 'T-7', 'T-3', 'T-1', 'T0']);
    expect(made.remaining.map(({ step }) => step.id)).toEqual(['T+1', 'T+3']);
    expect(made.text).toBe(
      'Gửi yêu cầu ngay đến 2 đơn vị, hạn 16h00 thứ Tư, 05/8/2026. ' +
        'Bỏ qua 5 nấc nhắc đã qua: T-15, T-7, T-3, T-1 và T0.',
    );
  });

  it('B33 refuses one whose hour has passed, and one to nobody', () => {
    const late = planAdHoc({
      request: { ...request, requestedAt: at('2026-08-05T16:00') },
      policy,
      calendar,
    });
    expect(late).toMatchObject({ ok: false, error: { code: 'DEADLINE_IN_PAST' } });
    const nobody = planAdHoc({ request: { ...request, unitIds: [] }, policy, calendar });
    expect(nobody).toMatchObject({ ok: false, error: { code: 'AD_HOC_WITHOUT_UNITS' } });
  });
});
