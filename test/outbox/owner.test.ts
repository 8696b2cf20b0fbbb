/** Messages that wait while a report changes hands: who no longer owes it is not asked for it. */
import { describe, expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { mergeUnits, reassignObligation, restoreUnit } from '../../services/units';
import { type Desk, desks, outbox } from './desk';

const openDesk = desks();

/** Unit 3 owes nothing of its own, so that it can take over the report of unit 1. */
async function freeUnit3({ db, register }: Desk): Promise<void> {
  const obligationId = at(register.obligations, 2);
  await db.obligation.delete({ where: { id: obligationId } });
  await db.ruleUnit.deleteMany({ where: { unitId: at(register.units, 2) } });
}
const NIGHT = '2026-06-11T22:';

const give = ({ db, register }: Desk, when: string, to: number) =>
  reassignObligation(db, register.officer(when), {
    obligationId: at(register.obligations, 0),
    toUnitId: at(register.units, to),
    reason: 'Giao nộp thay.',
  });
const merge = ({ db, register }: Desk, when: string) =>
  mergeUnits(db, register.officer(when), {
    fromUnitId: at(register.units, 0),
    intoUnitId: at(register.units, 2),
    on: '2026-06-11',
    reason: 'Sắp xếp tổ chức.',
  });
const undo = ({ db, register }: Desk, when: string) =>
  restoreUnit(db, register.officer(when), { unitId: at(register.units, 0), reason: 'Ghi nhầm.' });

/** What arrived about the first report: kind and contact. */
async function heard({ db, register, email }: Desk): Promise<string[]> {
  const rows = await db.message.findMany({
    where: { organizationId: register.organizationId, key: { in: email.delivered.map(({ key }) => key) } },
    include: { contact: true, items: true },
    orderBy: { createdAt: 'asc' },
  });
  const about = rows.filter(({ items }) =>
    items.some((item) => item.obligationId === register.obligations[0] && item.dropped === null),
  );
  return about.map(({ kind, contact }) => `${kind} ${contact?.name}`);
}

describe('a report that passes to another unit', () => {
  it('B37 B94 a reminder queued before does not go to the old unit any more; the new one has its notice', async () => {
    const desk = await openDesk();
    await freeUnit3(desk);
    await desk.remind('2026-06-12T07:30');
    expect(await give(desk, '2026-06-12T07:30:10', 2)).toMatchObject({ ok: true });
    await desk.drainAll('2026-06-12T07:31');
    expect(await heard(desk)).toEqual(['handover Đầu mối 3']);
    const about = (await outbox(desk)).filter(
      ({ channel, items }) =>
        channel !== null && items.some(({ obligationId }) => obligationId === desk.register.obligations[0]),
    );
    expect(about.map(({ state, reason }) => [state, reason])).toEqual([
      ['withheld', 'Không gửi: báo cáo đã chuyển cho đơn vị khác'],
    ]);
  });

  it('B37 nor one that was claimed and is about to leave', async () => {
    const desk = await openDesk();
    await freeUnit3(desk);
    await desk.remind('2026-06-12T07:30');
    const { claimDue, stillOwed } = await import('../../services/outbox-claim');
    const scope = desk.register.service('2026-06-12T07:30');
    const claimed = await claimDue(desk.db, scope, { claimToken: 'x', limit: 10 });
    const mine = claimed.find(({ keep }) => keep.includes(at(desk.register.obligations, 0)));
    if (!mine) throw new Error('nothing was claimed');
    expect(await stillOwed(desk.db, scope, mine)).toBe(true);
    await give(desk, '2026-06-12T07:30:10', 2);
    expect(await stillOwed(desk.db, scope, mine)).toBe(false);
  });

  it('B94 two reports given on the same day are both told of, and one that comes back and goes again too', async () => {
    const desk = await openDesk({ units: 4 });
    await freeUnit3(desk);
    for (const [minute, to] of [2, 0, 2].entries()) {
      expect(await give(desk, `2026-06-12T09:0${minute}:00`, to)).toMatchObject({ ok: true });
      await desk.drainAll(`2026-06-12T09:0${minute}:30`);
    }
    expect(await heard(desk)).toEqual(['handover Đầu mối 3', 'handover Đầu mối 1', 'handover Đầu mối 3']);
  });

  it('B94 merged and undone in the night: in the morning only who owes it hears of it, once', async () => {
    const desk = await openDesk();
    await freeUnit3(desk);
    expect(await merge(desk, `${NIGHT}10`)).toMatchObject({ ok: true });
    expect(await undo(desk, `${NIGHT}20`)).toMatchObject({ ok: true });
    await desk.drainAll('2026-06-12T07:30');
    expect(await heard(desk)).toEqual(['handover Đầu mối 1']);
  });

  it('B94 merged, undone and merged again in the night: the receiver hears of it once', async () => {
    const desk = await openDesk();
    await freeUnit3(desk);
    for (const [step, minute] of [
      [merge, '10'],
      [undo, '20'],
      [merge, '30'],
    ] as const) {
      expect(await step(desk, `${NIGHT}${minute}`)).toMatchObject({ ok: true });
    }
    await desk.drainAll('2026-06-12T07:30');
    expect(await heard(desk)).toEqual(['handover Đầu mối 3']);
  });
});
