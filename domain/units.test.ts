import { describe, expect, it } from 'vitest';
import {
  amendRows,
  type CarriedRow,
  mergeUnit,
  type RegisterRow,
  responsibleOn,
  restoreUnit,
  splitUnit,
} from './plan';
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

  describe('undoing a change of a unit', () => {
    const was = (key: string, over: Partial<CarriedRow> = {}): CarriedRow => ({
      key,
      to: 'kt',
      status: 'open',
      namedUnitId: null,
      ...over,
    });
    const key = 'p1/2026-H2/vhxh';
    const moved = (over: Partial<RegisterRow> = {}) =>
      row(key, { unitId: 'kt', namedUnitId: 'vhxh', ...over });
    const restore = (
      rows: RegisterRow[],
      carried: CarriedRow[],
      { touched = [], over = [] }: { touched?: string[]; over?: string[] } = {},
    ) =>
      restoreUnit({
        rows,
        carried,
        unitId: 'vhxh',
        unitName: 'Phòng A',
        touched: new Set(touched),
        over: new Set(over),
      });

    it('B94 B97 gives back what nobody touched, under the name it had, and what the merger had cancelled', () => {
      const rows = [
        moved(),
        row('p2/2026-H2/vhxh', { unitId: 'kt', namedUnitId: 'cũ', status: 'submitted' }),
        row('p3/2026-H2/vhxh', { status: 'cancelled' }),
        row('p3/2026-H2/kt'),
      ];
      const carried = [
        was(key),
        was('p2/2026-H2/vhxh', { namedUnitId: 'cũ', status: 'submitted' }),
        was('p3/2026-H2/vhxh', { to: null, status: 'returned' }),
      ];
      const { actions, kept } = restore(rows, carried);
      expect(kept).toEqual([]);
      expect(applyActions(rows, actions)).toEqual([
        row(key),
        row('p2/2026-H2/vhxh', { namedUnitId: 'cũ', status: 'submitted' }),
        row('p3/2026-H2/vhxh', { status: 'returned' }),
        row('p3/2026-H2/kt'),
      ]);
    });

    const draft = { touched: [key] };
    it.each<[string, RegisterRow[], CarriedRow, { touched?: string[]; over?: string[] }, string]>([
      ['the receiver sent it', [moved({ status: 'submitted' })], was(key), {}, 'đã nộp'],
      ['it was received', [moved({ status: 'accepted' })], was(key), {}, 'đã được nhận'],
      ['it was returned to the receiver', [moved({ status: 'returned' })], was(key), {}, 'chỉnh sửa'],
      ['the receiver began a draft', [moved({ hasDraft: true })], was(key), draft, 'đang lập'],
      ['the receiver was let off', [moved({ status: 'exempt' })], was(key), {}, 'miễn hoặc hủy'],
      ['it went on to a third unit', [moved({ unitId: 'tc' })], was(key), {}, 'đơn vị khác'],
      ['its period is closed', [moved()], was(key), { over: [key] }, 'đã đóng'],
      [
        'the unit has another one',
        [moved(), row('p1/2026-H2/vhxh#2', { unitId: 'vhxh' })],
        was(key),
        {},
        'khác',
      ],
      [
        'a cancelled one whose period is closed',
        [row(key, { status: 'cancelled' })],
        was(key, { to: null }),
        { over: [key] },
        'đã đóng',
      ],
      [
        'a cancelled one that was decided again',
        [row(key, { status: 'exempt' })],
        was(key, { to: null }),
        {},
        'quyết định lại',
      ],
      [
        'a cancelled one whose place is taken',
        [row(key, { status: 'cancelled' }), row('p1/2026-H2/vhxh#2', { unitId: 'vhxh' })],
        was(key, { to: null }),
        {},
        'báo cáo khác',
      ],
    ])('B97 leaves a report where it is and says why: %s', (_why, rows, carried, facts, reason) => {
      expect(restore(rows, [carried], facts)).toEqual({
        actions: [],
        kept: [{ key, reason: expect.stringContaining(reason) }],
      });
    });

    it('B97 a period whose report another unit has in its name is not asked for once more, nor is that report taken away', () => {
      const asked = {
        key: 'p1/2026-H2/vhxh',
        planId: 'p1',
        ruleId: 'r1',
        periodKey: 'p1/r1/2026-H2',
        periodCode: '2026-H2',
        unitId: 'vhxh',
        namedUnitId: null,
        dueAt: moved().dueAt,
        provisional: false,
        proposed: false,
        history: false,
      };
      const amend = (over: Partial<RegisterRow>) =>
        amendRows({ rows: [moved(over)], projected: [asked], reason: 'sửa đổi' });
      expect(amend({})).toEqual({ actions: [], kept: [] });
      expect(amend({ status: 'submitted' })).toEqual({ actions: [], kept: [] });
      expect(amend({ status: 'cancelled' }).actions).toEqual([{ type: 'add', row: asked }]);
    });

    it('says nothing of a report that never left the unit', () => {
      expect(restore([row(key)], [was(key)])).toEqual({ actions: [], kept: [] });
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
