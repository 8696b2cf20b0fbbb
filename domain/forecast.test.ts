import { describe, expect, it } from 'vitest';
import { type ForecastRow, forecast, provisionalNote } from './forecast';
import { endOfDay } from './time';

const row = (key: string, date: string, over: Partial<ForecastRow> = {}): ForecastRow => ({
  key,
  unitId: 'kt',
  planId: 'p1',
  title: 'Báo cáo 6 tháng',
  dueAt: endOfDay(date),
  provisional: false,
  ...over,
});
const span = { from: '2026-06-01', to: '2026-06-30' };

describe('forecast', () => {
  it('lists what falls due in the span, both days included, in order', () => {
    const rows = [
      row('c', '2026-06-30'),
      row('a', '2026-06-01'),
      row('x', '2026-07-01'),
      row('y', '2026-05-31'),
    ];
    const found = forecast({ rows, ...span });
    expect(found.rows.map(({ key }) => key)).toEqual(['a', 'c']);
    expect(found.byDate).toEqual([
      { date: '2026-06-01', count: 1 },
      { date: '2026-06-30', count: 1 },
    ]);
  });

  it('finds eleven reports of one office in one week, Monday to Sunday', () => {
    const rows = Array.from({ length: 11 }, (_, index) =>
      row(`r${index}`, index < 5 ? '2026-06-15' : '2026-06-21'),
    );
    const [week, ...others] = forecast({ rows: [...rows, row('next', '2026-06-22')], ...span }).collisions;
    expect(others).toEqual([]);
    expect(week).toMatchObject({
      kind: 'unit',
      id: 'kt',
      weekFrom: '2026-06-15',
      weekTo: '2026-06-21',
      count: 11,
    });
    expect(week?.text).toBe('11 báo cáo cùng đến hạn trong tuần 15/6/2026 – 21/6/2026');
  });

  it('counts an officer’s reports over several units', () => {
    const rows = ['a', 'b', 'c', 'd'].map((unitId) =>
      row(unitId, '2026-06-16', { unitId, contactId: 'officer' }),
    );
    expect(forecast({ rows, ...span }).collisions).toMatchObject([
      { kind: 'contact', id: 'officer', count: 4 },
    ]);
  });

  it('B8 names what rests on a provisional calendar', () => {
    const found = forecast({ rows: [row('a', '2026-06-16', { provisional: true })], ...span });
    expect(found.provisional).toEqual(['a']);
    expect(provisionalNote(found)).toContain('1 hạn nộp đang là tạm tính');
    expect(provisionalNote(forecast({ rows: [row('a', '2026-06-16')], ...span }))).toBe('');
  });
});
