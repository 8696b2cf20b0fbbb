import { describe, expect, it } from 'vitest';
import { overlayCalendar, previewRules } from '../domain/preview';
import { SHIPPED_CALENDAR } from './calendars';
import { readRulesFile, rulesFileJsonSchema } from './rules-file';

const rule = {
  name: 'Báo cáo 6 tháng',
  cycle: '6_thang',
  deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
  deadlineSource: 'KH 45/KH-UBND, mục V',
};
const file = (over: object = {}) => ({
  plan: { termFrom: '2026-01-01', termTo: '2026-12-31' },
  rules: [rule],
  ...over,
});

function preview(json: unknown) {
  const read = readRulesFile(json);
  if (!read.ok) return { periods: [], faults: read.errors };
  const { calendar, faults } = overlayCalendar(SHIPPED_CALENDAR, read.calendarYears);
  const made = previewRules({ ...read.input, calendar });
  return { ...made, faults: [...faults, ...made.faults] };
}

describe('the rules file', () => {
  it('gives periods and deadlines with chain and explanation, by deadline', () => {
    const { periods, faults } = preview(file({ rules: [{ ...rule, cycle: 'quy' }, rule] }));
    expect(faults).toEqual([]);
    expect(periods.map(({ code, deadline }) => [code, deadline])).toEqual([
      ['2026-Q1', '2026-03-17'],
      ['2026-H1', '2026-06-16'],
      ['2026-Q2', '2026-06-16'],
      ['2026-Q3', '2026-09-16'],
      ['2026-H2', '2026-12-16'],
      ['2026-Q4', '2026-12-16'],
    ]);
    for (const { chain, explanation } of periods) {
      expect(chain.map(({ step }) => step)).toEqual(['rule', 'cutoff', 'send_day', 'roll', 'result']);
      expect(explanation).toContain('KH 45/KH-UBND');
    }
  });

  it('B14 takes a rule for a proposal unless it says it was confirmed', () => {
    expect(preview(file()).periods[0]).toMatchObject({ proposed: true });
    expect(preview(file({ rules: [{ ...rule, confirmed: true }] })).periods[0]).toMatchObject({
      proposed: false,
    });
  });

  it('B9 lays an office’s own days over the shipped calendar', () => {
    const entries = [{ date: '2026-06-15', kind: 'NGHI', name: 'Ngày của tỉnh', source: 'QĐ 1/QĐ-UBND' }];
    const calendar = [{ year: 2026, status: 'official', source: 'QĐ 1', scope: 'dia_phuong', entries }];
    expect(preview(file({ calendar })).periods[0]).toMatchObject({ deadline: '2026-06-17' });
    const twice = [{ ...calendar[0], entries: [...entries, ...entries] }];
    expect(preview(file({ calendar: twice })).faults[0]).toMatchObject({
      code: 'CALENDAR_DUPLICATE_DAY',
      field: 'calendar.0.entries.1.date',
    });
  });

  it.each([
    [
      '31/02',
      { deadlineRule: { kind: 'fixedDay', day: 31, month: 2, bound: 'before' } },
      'DAY_NOT_IN_MONTH',
      'rules.0.deadlineRule.day',
    ],
    [
      'a deadline before the cut-off',
      { deadlineRule: { kind: 'fixedDay', day: 10, month: 6, bound: 'before' } },
      'DEADLINE_BEFORE_CUTOFF',
      'rules.0.deadlineRule',
    ],
    ['an unknown roll', { rollPolicy: 'NEXT' }, 'ROLL_POLICY_UNKNOWN', 'rules.0.rollPolicy'],
    ['an unknown kind', { deadlineRule: { kind: 'moon' } }, 'RULE_KIND_UNKNOWN', 'rules.0.deadlineRule.kind'],
    ['an unknown cycle', { cycle: 'tuan' }, 'FIELD_INVALID', 'rules.0.cycle'],
    ['no source', { deadlineSource: '' }, 'FIELD_INVALID', 'rules.0.deadlineSource'],
    ['a field nobody knows', { deadlin: 1 }, 'FIELD_INVALID', 'rules.0'],
  ])('refuses %s with field, reason and way out', (_name, over, code, field) => {
    const { faults } = preview(file({ rules: [{ ...rule, ...over }] }));
    expect(faults[0]).toMatchObject({ code, field });
    expect(faults[0]?.reason && faults[0].wayOut).toBeTruthy();
    expect(faults[0]?.message).not.toMatch(/invalid|expected/i);
  });

  it('refuses two rules for one report, a reversed term and a file that is none', () => {
    expect(preview(file({ rules: [rule, rule] })).faults[0]).toMatchObject({
      code: 'TWO_RULES_FOR_ONE_REPORT',
      field: 'rules.1',
    });
    const plan = { termFrom: '2026-12-31', termTo: '2026-01-01' };
    expect(preview(file({ plan })).faults[0]).toMatchObject({ code: 'TERM_REVERSED', field: 'plan.termTo' });
    expect(
      preview({ ...file(), plan: { termFrom: '2026-02-31', termTo: '2026-12-31' } }).faults[0]?.field,
    ).toBe('plan.termFrom');
    for (const nonsense of [null, [], 'x', {}]) expect(preview(nonsense).faults.length).toBeGreaterThan(0);
  });

  it('has a JSON Schema for the manual', () => {
    expect(rulesFileJsonSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['plan', 'rules']),
    });
  });
});
