import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../scripts/demo/ledger';
import { compareLedgers } from './compare';
import { on, validLedger } from './ledger.fixture';

/** The same play in a second run: other ids, the same people and dates. */
function otherRun(change: (ledger: Ledger) => void = () => {}): Ledger {
  const ledger = JSON.parse(
    JSON.stringify(validLedger())
      .replaceAll('"don-vi-', '"u-')
      .replaceAll('"m-', '"x-')
      .replaceAll('"plan"', '"p2"')
      .replaceAll('01a2b3c4-', '0f0f0f0f-'),
  ) as Ledger;
  change(ledger);
  return ledger;
}

const row = (ledger: Ledger, id: string) => {
  const found = ledger.messages.find((message) => message.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('two runs side by side', () => {
  it('are the same where the same messages left, whatever their ids', () => {
    const { onlyInA, onlyInB, excused, common } = compareLedgers(validLedger(), otherRun());
    expect({ onlyInA, onlyInB, excused }).toEqual({ onlyInA: [], onlyInB: [], excused: [] });
    expect(common).toBeGreaterThan(8);
  });

  it('a lost message and an additional one are named', () => {
    const other = otherRun((ledger) => {
      row(ledger, 'x-dung-han').state = 'withheld';
      ledger.messages.push({ ...row(ledger, 'x-truoc-15'), id: 'x-lai' });
    });
    const { onlyInA, onlyInB } = compareLedgers(validLedger(), other);
    expect(onlyInA).toHaveLength(1);
    expect(onlyInA[0]).toContain('Đơn vị c | T0');
    expect(onlyInB).toHaveLength(1);
    expect(onlyInB[0]).toContain('Đơn vị a | T-15');
  });

  it('B62 what is marked as a possible duplicate, or stands in for it, may differ', () => {
    const other = otherRun((ledger) => {
      const lost = row(ledger, 'x-dung-han');
      Object.assign(lost, { state: 'unknown', possibleDuplicate: true });
      const standIn = {
        ...lost,
        id: 'x-thay',
        state: 'sent' as const,
        possibleDuplicate: false,
        fallbackOfId: lost.id,
      };
      standIn.items = lost.items.map((item) => ({ ...item, channel: 'zalo' }));
      ledger.messages.push({ ...standIn, channel: 'zalo' });
    });
    const { onlyInA, onlyInB, excused } = compareLedgers(validLedger(), other);
    expect([onlyInA, onlyInB]).toEqual([[], []]);
    expect(excused).toHaveLength(2);
  });

  it('an instant inside a step counts by its day', () => {
    const at = (instant: string) => (ledger: Ledger) => {
      const message = ledger.messages.find(({ kind }) => kind === 'returned');
      for (const item of message?.items ?? []) item.step = `change/${instant}`;
    };
    const one = validLedger();
    at(on('06-22 09:00'))(one);
    expect(compareLedgers(one, otherRun(at(on('06-22 09:02')))).onlyInA).toEqual([]);
    expect(compareLedgers(one, otherRun(at(on('06-23 09:00')))).onlyInA).toHaveLength(1);
  });
});
