import { describe, expect, it } from 'vitest';
import { SHIPPED_YEARS } from '../config/calendars';
import { createCalendar } from './calendar';
import { decideReminders, ladderFor } from './ladder';
import {
  type AdHocRequest,
  amendRows,
  applyActions,
  checkActivation,
  decideChangeNotice,
  describeMove,
  mergeUnit,
  planAdHoc,
  planTransition,
  previewCalendarChange,
  previewChange,
  projectObligations,
  type RegisterRow,
  type ReportingRule,
  reminderBasis,
  responsibleOn,
  splitUnit,
  takesNewIndicator,
  terminateRows,
  terminationDeadline,
  type UnitFacts,
} from './plan';
import { calendar, policy, rule, source } from './testing.fixture';
import { endOfDay } from './time';

const at = (text: string) => `${text}:00.000+07:00`;
const plan = { id: 'p1', state: 'active', termFrom: '2026-01-01', termTo: '2027-12-31' } as const;
const project = (rules: ReportingRule[], over: object = {}) =>
  projectObligations({ plan, rules, units: [], calendar, from: at('2026-01-05T08:00'), ...over });
const row = (key: string, over: Partial<RegisterRow> = {}): RegisterRow => {
  const [planId = '', periodCode = '', unitId = ''] = key.split('/');
  return {
    key,
    planId,
    periodCode,
    unitId,
    namedUnitId: null,
    status: 'open',
    dueAt: endOfDay('2026-06-16'),
    dataFrom: '2025-12-15',
    dataTo: '2026-06-14',
    hasDraft: false,
    handSet: false,
    ...over,
  };
};

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

  it('B27 stops reminders on suspension and sends none in arrears after resumption', () => {
    const activatedAt = at('2026-01-05T08:00');
    expect(reminderBasis({ state: 'suspended', activatedAt, resumedAt: null }).active).toBe(false);
    const basis = reminderBasis({ state: 'active', activatedAt, resumedAt: at('2026-06-15T09:00') });
    expect(basis).toEqual({ active: true, noArrearsBefore: at('2026-06-15T09:00') });
    const ladder = ladderFor({
      deadline: { date: '2026-06-16', dueAt: endOfDay('2026-06-16') },
      policy,
      calendar,
    });
    const input = {
      ladder,
      now: at('2026-06-15T09:00'),
      doneSteps: ['T-15'],
      policy,
      calendar,
      dueDate: '2026-06-16',
    };
    const decision = decideReminders({ ...input, noArrearsBefore: basis.noArrearsBefore });
    expect(decision.send).toBeNull();
    expect(decision.nextWakeAt).toBe(at('2026-06-16T07:30'));
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

  it('B29 gives a new indicator to unsent reports only', () => {
    const takes = (['expected', 'open', 'returned', 'submitted', 'accepted'] as const).map((status) =>
      takesNewIndicator({ status }),
    );
    expect(takes).toEqual([true, true, true, false, false]);
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

  it('B13 moves derived dates with the rule and leaves hand-set ones', () => {
    const { rows: projected } = project([
      rule({ unitIds: ['kt', 'vhxh'], deadlineRule: { kind: 'workingDaysAfterCutoff', n: 5 } }),
    ]);
    const before = [row('p1/2026-H1/kt'), row('p1/2026-H1/vhxh', { handSet: true })];
    const moves = previewChange(before, projected, 'sửa quy tắc');
    expect(moves).toEqual([
      {
        obligationKey: 'p1/2026-H1/kt',
        from: endOfDay('2026-06-16'),
        to: endOfDay('2026-06-19'),
        reason: 'sửa quy tắc',
      },
    ]);
    expect(
      describeMove({ from: endOfDay('2026-06-16'), to: endOfDay('2026-06-19'), reason: 'sửa quy tắc' }),
    ).toBe('Hạn nộp chuyển từ hết thứ Ba, 16/6/2026 sang hết thứ Sáu, 19/6/2026: sửa quy tắc');
  });
});

describe('change of the calendar', () => {
  const before = createCalendar(
    SHIPPED_YEARS.map((year) => ({
      ...year,
      entries: year.entries.filter(({ date }) => date !== '2026-01-02' && date !== '2026-01-10'),
    })),
  );
  const yearly = rule({
    cycle: 'hang_nam',
    preset: 'DUONG_LICH',
    deadlineRule: { kind: 'workingDaysAfterCutoff', n: 1 },
    unitIds: ['kt'],
  });
  const { periods, rows } = projectObligations({
    plan: { ...plan, termFrom: '2025-01-01' },
    rules: [yearly],
    units: [],
    calendar: before,
    from: at('2025-01-05T08:00'),
  });
  const ruleOf = (id: string) => (id === yearly.id ? yearly : undefined);

  it('B9 re-projects the deadlines that cross 2/1/2026, with old date, new date and the notice', () => {
    const moves = previewCalendarChange({ periods, ruleOf, before, after: calendar });
    expect(moves.map(({ before: from, after: to }) => [from.date, to.date])).toEqual([
      ['2026-01-02', '2026-01-05'],
    ]);
    expect(moves[0]?.reason).toContain('thứ Sáu, 02/01/2026 thành ngày nghỉ');
    expect(moves[0]?.reason).toContain('12729/VPCP-KGVX');
  });

  it('B9 moves nothing the second time, and never a closed report', () => {
    const moves = previewCalendarChange({ periods, ruleOf, before, after: calendar });
    const moved = periods.map((period) => {
      const move = moves.find(({ periodKey }) => periodKey === period.key);
      return move ? { ...period, deadline: move.after } : period;
    });
    expect(previewCalendarChange({ periods: moved, ruleOf, before, after: calendar })).toEqual([]);
    const dated = rows.map(({ key, dueAt }) => ({ key, dueAt, status: 'accepted' as const }));
    const after = rows.map(({ key }) => ({ key, dueAt: endOfDay('2026-01-05') }));
    expect(previewChange(dated, after, 'lịch')).toEqual([]);
  });
});

describe('notices of a changed deadline', () => {
  const old = endOfDay('2026-06-16');
  const later = endOfDay('2026-06-26');
  const ask = (over: Partial<Parameters<typeof decideChangeNotice>[0]>) =>
    decideChangeNotice({
      toldDueAt: old,
      dueAt: later,
      changedAt: at('2026-06-10T09:00'),
      now: at('2026-06-10T09:10'),
      ...over,
    });

  it('B44 tells once those already reminded, after the change has settled, and not those who were not', () => {
    expect(ask({ now: at('2026-06-10T09:05') })).toMatchObject({
      send: false,
      askAgainAt: at('2026-06-10T09:10'),
    });
    expect(ask({})).toMatchObject({ send: true });
    expect(ask({ toldDueAt: null })).toMatchObject({ send: false, askAgainAt: null });
    expect(ask({ toldDueAt: later })).toMatchObject({ send: false, askAgainAt: null });
  });

  it('B44 says nothing where the date was changed back within ten minutes', () => {
    expect(ask({ dueAt: old, changedAt: at('2026-06-10T09:08'), now: at('2026-06-10T09:18') })).toMatchObject(
      {
        send: false,
        askAgainAt: null,
      },
    );
  });

  it('B44 moves the remaining reminders only', () => {
    const ladder = ladderFor({ deadline: { date: '2026-06-26', dueAt: later }, policy, calendar });
    const input = {
      ladder,
      now: at('2026-06-10T09:10'),
      doneSteps: ['T-15', 'T-7'],
      policy,
      calendar,
      dueDate: '2026-06-26',
    };
    expect(decideReminders(input)).toEqual({ send: null, skipped: [], nextWakeAt: at('2026-06-23T07:30') });
  });

  it('B45 sends one message and no burst when the deadline comes forward over several steps', () => {
    const notice = ask({ dueAt: endOfDay('2026-06-11') });
    expect(notice.send).toBe(true);
    const ladder = ladderFor({
      deadline: { date: '2026-06-11', dueAt: endOfDay('2026-06-11') },
      policy,
      calendar,
    });
    const input = {
      ladder,
      now: at('2026-06-10T09:10'),
      doneSteps: ['T-15'],
      policy,
      calendar,
      dueDate: '2026-06-11',
    };
    const reminded = decideReminders({ ...input, noArrearsBefore: notice.noArrearsBefore });
    expect(reminded.send).toBeNull();
    // Never reminded before: the latest step is the one message.
    const fresh = decideReminders({ ...input, doneSteps: [] });
    expect(fresh.send?.step.id).toBe('T-1');
    expect(fresh.skipped.map(({ step }) => step.id)).toEqual(['T-15', 'T-7', 'T-3']);
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

describe('life of units', () => {
  const merge = (rows: RegisterRow[]) => {
    const merged = mergeUnit({
      rows,
      fromUnitId: 'vhxh',
      intoUnitId: 'kt',
      effectiveOn: '2026-07-01',
      fromName: 'Phòng A',
      intoName: 'Phòng B',
    });
    if (!merged.ok) throw new Error(merged.error.message);
    return merged;
  };

  it('B94 moves open reports to the successor with a notice and leaves closed ones under the old name', () => {
    const { actions, notices } = merge([
      row('p1/2026-H1/vhxh', { status: 'accepted' }),
      row('p1/2026-H2/vhxh'),
      row('p1/2027-H1/vhxh', { status: 'returned' }),
    ]);
    expect(actions.map(({ type, ...rest }) => [type, 'key' in rest ? rest.key : ''])).toEqual([
      ['reassign', 'p1/2026-H2/vhxh'],
      ['reassign', 'p1/2027-H1/vhxh'],
    ]);
    expect(notices).toEqual([{ unitId: 'kt', count: 2 }]);
    const moved = applyActions(
      [row('p1/2026-H2/vhxh'), row('p1/2027-H1/vhxh', { namedUnitId: 'cũ' })],
      actions,
    );
    expect(moved.map(({ unitId, namedUnitId }) => [unitId, namedUnitId])).toEqual([
      ['kt', 'vhxh'],
      ['kt', 'cũ'],
    ]);
  });

  it('B94 lets one report cover both where the successor owes the same period, and asks where it already sent its own', () => {
    const both = merge([row('p1/2026-H2/vhxh'), row('p1/2026-H2/kt')]);
    expect(both.actions).toMatchObject([{ type: 'cancel', key: 'p1/2026-H2/vhxh' }]);
    const sent = merge([row('p1/2026-H2/vhxh'), row('p1/2026-H2/kt', { status: 'accepted' })]);
    expect(sent.actions).toEqual([]);
    expect(sent.undecided).toEqual([{ key: 'p1/2026-H2/vhxh', reason: expect.stringContaining('Phòng B') }]);
  });

  it('B94 keeps plans apart: a report of one plan does not cover another', () => {
    const { actions } = merge([row('p1/2026-H2/vhxh'), row('p2/2026-H2/kt')]);
    expect(actions.map(({ type }) => type)).toEqual(['reassign']);
  });

  it('B94 splits a unit only where every open report has a receiver', () => {
    const rows = [
      row('p1/2026-H2/vhxh'),
      row('p2/2026-H2/vhxh'),
      row('p1/2026-H1/vhxh', { status: 'accepted' }),
    ];
    const split = (receiverOf: Record<string, string>) =>
      splitUnit({ rows, fromUnitId: 'vhxh', fromName: 'Phòng A', effectiveOn: '2026-07-01', receiverOf });
    expect(split({ 'p1/2026-H2/vhxh': 'x' })).toMatchObject({
      ok: false,
      error: { code: 'UNIT_SPLIT_UNDECIDED' },
    });
    const done = split({ 'p1/2026-H2/vhxh': 'x', 'p2/2026-H2/vhxh': 'y' });
    expect(done).toMatchObject({
      ok: true,
      notices: [
        { unitId: 'x', count: 1 },
        { unitId: 'y', count: 1 },
      ],
    });
  });

  it('refuses a merger into itself', () => {
    const self = {
      rows: [],
      fromUnitId: 'kt',
      intoUnitId: 'kt',
      effectiveOn: '2026-07-01',
      fromName: 'A',
      intoName: 'A',
    };
    expect(mergeUnit(self)).toMatchObject({ ok: false, error: { code: 'UNIT_SUCCESSOR_CYCLE' } });
  });

  it('B95 reminds the successor from the day of the hand-over, else the head, and lists the gap', () => {
    const contact = (id: string, over: object) => ({
      id,
      role: 'focal' as const,
      rank: 1,
      validFrom: null,
      validTo: null,
      ...over,
    });
    const contacts = [
      contact('old', { validTo: '2026-06-30' }),
      contact('new', { validFrom: '2026-07-01', validTo: '2026-08-31' }),
      contact('head', { role: 'head' as const, rank: 2 }),
    ];
    expect(responsibleOn(contacts, '2026-06-30')).toEqual({ contactId: 'old', gap: null });
    expect(responsibleOn(contacts, '2026-07-01')).toEqual({ contactId: 'new', gap: null });
    expect(responsibleOn(contacts, '2026-09-01')).toMatchObject({
      contactId: 'head',
      gap: expect.stringContaining('chưa có đầu mối'),
    });
    expect(responsibleOn([], '2026-09-01')).toMatchObject({ contactId: null, gap: expect.any(String) });
  });
});
