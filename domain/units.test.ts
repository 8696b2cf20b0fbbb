import { describe, expect, it } from 'vitest';
import { mergeUnit, type RegisterRow, responsibleOn, splitUnit } from './plan';
import { applyActions, row } from './testing.fixture';

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
