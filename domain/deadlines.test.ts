import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkLevels,
  compilerDate,
  computeDeadline,
  type DeadlineRule,
  explainDeadline,
  extendDeadline,
  overrideDeadline,
} from './deadlines';
import { calendar, deadlineOf, period, periods, source } from './testing.fixture';

const h1 = period('2026-H1');
const refusal = (rule: DeadlineRule, over: object = {}) => {
  const base = { rule, ruleSource: source, period: h1, calendar, rollPolicy: 'LUI_SAU' } as const;
  const computed = computeDeadline({ ...base, ...over });
  return computed.ok ? null : computed.error;
};

describe('rules', () => {
  const quarter = { period: period('2026-Q2', { cycle: 'quy' }) };
  const june = { period: period('2026-M06', { cycle: 'thang' }) };
  const calendarYear = { period: period('2026-Y', { cycle: 'hang_nam', preset: 'DUONG_LICH' }) };
  it.each<[string, DeadlineRule, object, string]>([
    ['two working days after the cut-off', { kind: 'workingDaysAfterCutoff', n: 2 }, {}, '2026-06-16'],
    ['ten days after the cut-off', { kind: 'calendarDaysAfterCutoff', n: 10 }, {}, '2026-06-24'],
    ['at the latest 25/6', { kind: 'fixedDay', day: 25, month: 6, bound: 'at_latest' }, {}, '2026-06-25'],
    ['before 25/6, told as 24/6', { kind: 'fixedDay', day: 25, month: 6, bound: 'before' }, {}, '2026-06-24'],
    [
      'before 20 of the last month of the quarter',
      { kind: 'dayOfEachMonth', day: 20, of: 'last_month_of_quarter', bound: 'before' },
      quarter,
      '2026-06-19',
    ],
    [
      'day 5 of the first month of the next quarter',
      { kind: 'dayOfEachMonth', day: 5, of: 'first_month_of_next_quarter', bound: 'at_latest' },
      quarter,
      '2026-07-06',
    ],
    [
      'day 25 of each month',
      { kind: 'dayOfEachMonth', day: 25, of: 'month', bound: 'at_latest' },
      june,
      '2026-06-25',
    ],
    [
      'day 31 of June',
      { kind: 'dayOfEachMonth', day: 31, of: 'month', bound: 'at_latest' },
      june,
      '2026-06-30',
    ],
    ['last working day of the quarter', { kind: 'lastWorkingDay', of: 'quarter' }, quarter, '2026-06-30'],
    ['in June', { kind: 'endOfPeriod', of: 'month' }, june, '2026-06-30'],
    ['the first Friday', { kind: 'weekday', weekday: 5, hour: '16:00' }, june, '2026-06-19'],
    ['an absolute date', { kind: 'absolute', date: '2026-07-01' }, {}, '2026-07-01'],
    [
      'before 15/01 of the next year',
      { kind: 'fixedDay', day: 15, month: 1, bound: 'before' },
      calendarYear,
      '2027-01-14',
    ],
    [
      'the half’s own day',
      { kind: 'fixedDayByPeriod', dates: [{ suffix: 'H1', day: 20, month: 6 }], bound: 'at_latest' },
      {},
      '2026-06-22',
    ],
  ])('%s', (_name, rule, over, date) => {
    expect(deadlineOf(rule, over).date).toBe(date);
  });

  it('ends the day at 24:00, or at the hour the rule names', () => {
    const rule = { kind: 'fixedDay', day: 25, month: 6, bound: 'at_latest' } as const;
    expect(deadlineOf(rule).dueAt).toBe('2026-06-25T23:59:59.999+07:00');
    expect(deadlineOf({ ...rule, hour: '16:00' }).dueAt).toBe('2026-06-25T16:00:00.000+07:00');
    // "trước 16h00 ngày 25/6" leaves no other day to read into it.
    expect(deadlineOf({ ...rule, bound: 'before', hour: '16:00' }).date).toBe('2026-06-25');
  });

  it('B2 puts the annual report of 2026 into December 2026', () => {
    const annual = { period: period('2026-Y', { cycle: 'hang_nam' }) };
    expect(deadlineOf({ kind: 'workingDaysAfterCutoff', n: 2 }, annual).date).toBe('2026-12-16');
    expect(deadlineOf({ kind: 'fixedDay', day: 20, month: 12, bound: 'at_latest' }, annual).date).toBe(
      '2026-12-21',
    );
  });

  it('B7 counts the compiler’s three days back over Tết', () => {
    const aggregator = { kind: 'absolute', date: '2026-02-24' } as const;
    const january = { period: period('2026-M01', { cycle: 'thang' }) };
    expect(deadlineOf({ kind: 'aggregatorMinus', aggregator, workingDays: 3 }, january).date).toBe(
      '2026-02-12',
    );
  });
});

describe('"trước ngày" strictly and tolerantly', () => {
  const rule = { kind: 'fixedDay', day: 25, month: 6, bound: 'before' } as const;
  it.each([
    ['split', '2026-06-24', '2026-06-25T23:59:59.999+07:00', '2026-06-26'],
    ['strict', '2026-06-24', '2026-06-24T23:59:59.999+07:00', '2026-06-25'],
    ['tolerant', '2026-06-25', '2026-06-25T23:59:59.999+07:00', '2026-06-26'],
  ] as const)('%s', (strictness, date, dueAt, overdueFrom) => {
    const deadline = deadlineOf(rule, { strictness });
    expect(deadline).toMatchObject({ date, dueAt, overdueFrom });
    const sendDay = deadline.chain.find(({ step }) => step === 'send_day')?.text;
    if (strictness === 'split') expect(sendDay).toContain('tính chậm từ sau ngày 25/6/2026');
    else expect(sendDay).not.toContain('tính chậm');
  });

  it('never puts the last day in time before the day people are told', () => {
    const days = fc.record({
      day: fc.integer({ min: 16, max: 30 }),
      rollPolicy: fc.constantFrom('LUI_SAU' as const, 'LUI_TRUOC' as const, 'GIU_NGUYEN' as const),
      strictness: fc.constantFrom('split' as const, 'strict' as const, 'tolerant' as const),
    });
    fc.assert(
      fc.property(days, ({ day, ...over }) => {
        const computed = computeDeadline({
          rule: { ...rule, day },
          ruleSource: source,
          period: h1,
          calendar,
          ...over,
        });
        if (computed.ok) expect(computed.deadline.dueAt.slice(0, 10) >= computed.deadline.date).toBe(true);
      }),
      { seed: 5 },
    );
  });
});

describe('the decree’s checks', () => {
  it('B10 refuses a deadline less than one working day after the cut-off and points to the rule', () => {
    // 14/6/2026 is a Sunday: Monday 15/6 is the first working day after it.
    const error = refusal(
      { kind: 'calendarDaysAfterCutoff', n: 1 },
      { period: period('2026-M03', { cycle: 'thang' }) },
    );
    // 14/3/2026 is a Saturday; one day later is Sunday 15/3, rolled to Monday: sound.
    expect(error).toBeNull();
    const tooClose = refusal(
      { kind: 'absolute', date: '2026-03-15' },
      {
        period: period('2026-M03', { cycle: 'thang' }),
        rollPolicy: 'GIU_NGUYEN',
      },
    );
    expect(tooClose).toMatchObject({ code: 'DEADLINE_TOO_CLOSE_TO_CUTOFF', field: 'deadlineRule' });
    expect(tooClose?.message).toContain('Điều 8 khoản 5');
    expect(tooClose?.wayOut).toContain('thứ Hai, 16/3/2026');
  });

  it('B10 refuses a deadline on or before the cut-off instead of moving it a year', () => {
    const error = refusal({ kind: 'fixedDay', day: 10, month: 6, bound: 'at_latest' });
    expect(error).toMatchObject({ code: 'DEADLINE_BEFORE_CUTOFF' });
    const sameDay = { kind: 'absolute', date: '2026-06-14' } as const;
    expect(refusal(sameDay, { rollPolicy: 'GIU_NGUYEN' })?.code).toBe('DEADLINE_BEFORE_CUTOFF');
    expect(error?.message).toContain('10/6/2026');
  });

  it('B10 leaves ad hoc and one-off reports to the requester (Điều 8 khoản 5 c)', () => {
    const custom = { milestones: [{ label: 'Báo cáo nhanh', dataTo: '2026-08-05' }] };
    const adHoc = { period: periods({ cycle: 'dot_xuat', custom })[0] };
    expect(refusal({ kind: 'absolute', date: '2026-08-05', hour: '16:00' }, adHoc)).toBeNull();
  });

  it('B13 puts the units at least two working days before the compiler, and moves derived dates only', () => {
    const aggregator = { kind: 'fixedDay', day: 8, month: 7, bound: 'at_latest' } as const;
    const units = deadlineOf({ kind: 'aggregatorMinus', aggregator, workingDays: 2 });
    expect(units.date).toBe('2026-07-06');
    const moved = deadlineOf({
      kind: 'aggregatorMinus',
      aggregator: { ...aggregator, day: 10 },
      workingDays: 2,
    });
    expect(moved.date).toBe('2026-07-08');
    const compiler = deadlineOf(aggregator, { processingWorkingDays: 2 });
    expect(compiler).toMatchObject({ date: '2026-07-08', unitDate: '2026-07-06' });
  });

  it('B13 knows when the level above reports, and keeps a working day before it unless that day is over', () => {
    const aggregator = { kind: 'fixedDay', day: 6, month: 7, bound: 'at_latest' } as const;
    const input = { ruleSource: source, period: period('2026-H1'), calendar, rollPolicy: 'LUI_SAU' as const };
    const compiler = compilerDate({
      ...input,
      rule: { kind: 'aggregatorMinus', aggregator, workingDays: 2 },
    });
    expect(compiler).toBe('2026-07-06');
    expect(compilerDate({ ...input, rule: aggregator })).toBeNull();
    const check = (unitDate: string, today = '2026-06-20') =>
      checkLevels({ unitDate, compiler: '2026-07-06', today, calendar });
    // the working day before Monday 6/7 is Friday 3/7
    expect(check('2026-07-03')).toBeNull();
    expect(check('2026-07-04')).toMatchObject({
      code: 'DEADLINE_LEVELS_TOO_CLOSE',
      field: 'date',
      message: expect.stringMatching(/6\/7\/2026.*chậm nhất là thứ Sáu, 0?3\/0?7\/2026/s),
    });
    expect(check('2026-07-10', '2026-07-07')).toBeNull();
  });

  it.each([-2, 1.5, 121])('refuses %d working days to compile, which are none', (processingWorkingDays) => {
    const aggregator = { kind: 'workingDaysAfterCutoff', n: 20 } as const;
    expect(refusal(aggregator, { processingWorkingDays })).toMatchObject({
      code: 'RULE_NUMBER_OUT_OF_RANGE',
      field: 'processingWorkingDays',
    });
  });

  it('B13 refuses processing days that leave the units none', () => {
    const aggregator = { kind: 'workingDaysAfterCutoff', n: 2 } as const;
    expect(refusal({ kind: 'aggregatorMinus', aggregator, workingDays: 2 })).toMatchObject({
      code: 'DEADLINE_NO_ROOM_TO_COMPILE',
      field: 'deadlineRule.workingDays',
    });
    expect(refusal(aggregator, { processingWorkingDays: 2 })?.code).toBe('DEADLINE_NO_ROOM_TO_COMPILE');
  });
});

describe('rules that make no sense', () => {
  const month = 'month' as const;
  it.each<[string, DeadlineRule, string, string]>([
    [
      '31/02',
      { kind: 'fixedDay', day: 31, month: 2, bound: 'before' },
      'DAY_NOT_IN_MONTH',
      'deadlineRule.day',
    ],
    [
      'month 13',
      { kind: 'fixedDay', day: 1, month: 13, bound: 'before' },
      'RULE_NUMBER_OUT_OF_RANGE',
      'deadlineRule.month',
    ],
    [
      'day 32',
      { kind: 'dayOfEachMonth', day: 32, of: month, bound: 'before' },
      'RULE_NUMBER_OUT_OF_RANGE',
      'deadlineRule.day',
    ],
    ['weekday 8', { kind: 'weekday', weekday: 8 }, 'RULE_NUMBER_OUT_OF_RANGE', 'deadlineRule.weekday'],
    [
      'no working day',
      { kind: 'workingDaysAfterCutoff', n: 0 },
      'RULE_NUMBER_OUT_OF_RANGE',
      'deadlineRule.n',
    ],
    [
      '25 o’clock',
      { kind: 'workingDaysAfterCutoff', n: 2, hour: '25:00' },
      'HOUR_INVALID',
      'deadlineRule.hour',
    ],
    ['a date that is none', { kind: 'absolute', date: '2026-02-31' }, 'DATE_INVALID', 'deadlineRule.date'],
    [
      'a period without its day',
      { kind: 'fixedDayByPeriod', dates: [{ suffix: 'H2', day: 20, month: 12 }], bound: 'before' },
      'RULE_NO_DATE_FOR_PERIOD',
      'deadlineRule.dates',
    ],
    [
      'nonsense inside the compiler’s rule',
      { kind: 'aggregatorMinus', aggregator: { kind: 'weekday', weekday: 0 }, workingDays: 2 },
      'RULE_NUMBER_OUT_OF_RANGE',
      'deadlineRule.aggregator.weekday',
    ],
    ['an unknown kind', { kind: 'moon' } as unknown as DeadlineRule, 'RULE_KIND_UNKNOWN', 'deadlineRule'],
  ])('%s is refused with field, reason and way out', (_name, rule, code, field) => {
    const error = refusal(rule);
    expect(error).toMatchObject({ code, field });
    expect(error?.reason && error.wayOut).toBeTruthy();
  });

  it('B5 refuses an unknown roll value', () => {
    const error = refusal({ kind: 'workingDaysAfterCutoff', n: 2 }, { rollPolicy: 'NEXT' });
    expect(error).toMatchObject({ code: 'ROLL_POLICY_UNKNOWN', field: 'rollPolicy' });
    expect(error?.wayOut).toContain('LUI_SAU');
  });
});

describe('the chain', () => {
  it('goes rule → cut-off → send day → roll → result, every link with its source', () => {
    const deadline = deadlineOf({ kind: 'fixedDay', day: 20, month: 6, bound: 'at_latest' });
    expect(deadline.chain.map(({ step }) => step)).toEqual(['rule', 'cutoff', 'send_day', 'roll', 'result']);
    expect(deadline.chain.filter(({ source: from }) => from.text === '')).toEqual([]);
    expect(explainDeadline(deadline)).toBe(
      'Hạn nộp là hết thứ Hai, 22/6/2026; theo quy định "chậm nhất ngày 20/6" (KH 45/KH-UBND, mục V.3); ' +
        'số liệu chốt đến hết ngày 14/6/2026 (Nghị định 09/2019/NĐ-CP, Điều 12); thứ Bảy, 20/6/2026 là ngày nghỉ ' +
        'hằng tuần nên chuyển sang ngày làm việc tiếp theo, thứ Hai, 22/6/2026 (Ngày nghỉ hằng tuần của cơ quan nhà nước).',
    );
  });

  it('B8 says "tạm tính" where the year has no official calendar', () => {
    const deadline = deadlineOf({ kind: 'workingDaysAfterCutoff', n: 2 }, { period: period('2027-H1') });
    expect(deadline.provisional).toBe(true);
    const byHand = overrideDeadline(deadline, { date: '2027-06-18', reason: 'Văn phòng ấn định', source });
    expect(byHand.provisional).toBe(false);
    expect(deadlineOf({ kind: 'endOfPeriod', of: 'month' }).provisional).toBe(false);
    expect(explainDeadline(deadline)).toContain('tạm tính');
    expect(
      deadlineOf(
        { kind: 'absolute', date: '2027-06-20' },
        { period: period('2027-H1'), rollPolicy: 'GIU_NGUYEN' },
      ).provisional,
    ).toBe(false);
  });

  it('B97 keeps who changed a deadline, from what, to what and why', () => {
    const deadline = deadlineOf({ kind: 'workingDaysAfterCutoff', n: 2 });
    const officer = { kind: 'nguoi', text: 'Chánh Văn phòng, 17/6/2026', ref: 'user-1' } as const;
    const moved = overrideDeadline(deadline, { date: '2026-06-18', reason: 'họp HĐND', source: officer });
    const extended = extendDeadline(moved, {
      dueAt: '2026-06-22T16:00:00.000+07:00',
      reason: 'chờ số liệu',
      source: officer,
    });
    expect(extended.chain.map(({ step }) => step)).toEqual([
      'rule',
      'cutoff',
      'send_day',
      'roll',
      'override',
      'extension',
      'result',
    ]);
    expect(extended).toMatchObject({ date: '2026-06-22', hour: '16:00', overdueFrom: '2026-06-23' });
    expect(explainDeadline(extended)).toContain('gia hạn đến 16h00 thứ Hai, 22/6/2026: chờ số liệu');
  });
});
