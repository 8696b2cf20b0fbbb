import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { audit, type Database, inTransaction } from './context';
import { createReportLink, openLink, signToken } from './links';
import { stepPlan } from './plan-step';
import { writeProjection } from './projection';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';
import { dissolveUnit, mergeUnits, previewRestore, reassignObligation, restoreUnit } from './units';

const reason = 'Quyết định sáp nhập bị hủy bỏ.';

describe('undoing a merger, division or dissolution', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const unit = (position: number) => at(register.units, position);
  const report = (position: number) => at(register.obligations, position);
  const merge = (into: number, { from = 0, when = '2026-06-15T09:00:00' } = {}) =>
    mergeUnits(db, register.officer(when), {
      fromUnitId: unit(from),
      intoUnitId: unit(into),
      on: when.slice(0, 10),
      reason: 'Sắp xếp tổ chức.',
    });
  const restore = (position = 0, when = '2026-06-16T09:00:00') =>
    restoreUnit(db, register.officer(when), { unitId: unit(position), reason });
  const send = (obligation: number, by: number, when: string) =>
    submitReport(db, register.contact(by, when), {
      obligationId: report(obligation),
      sections: { results: 'Đã thực hiện.' },
    });
  /** Unit 3 owes nothing of its own and answers for nothing, so that what it has came from the change. */
  const freeUnit3 = async () => {
    await db.obligation.delete({ where: { id: report(2) } });
    await db.ruleUnit.deleteMany({ where: { unitId: unit(2) } });
    await db.targetUnit.deleteMany({ where: { unitId: unit(2) } });
  };
  const project = (when: string) =>
    inTransaction(db, (tx) => writeProjection(tx, register.service(when), register.planId));
  /** Everything the register says of units, people, duties and reports. */
  const shown = async () => ({
    units: await db.unit.findMany({ orderBy: { id: 'asc' } }),
    contacts: await db.contact.findMany({ orderBy: { id: 'asc' } }),
    rules: await db.ruleUnit.findMany({ orderBy: [{ ruleId: 'asc' }, { unitId: 'asc' }] }),
    targets: await db.targetUnit.findMany({ orderBy: [{ targetId: 'asc' }, { unitId: 'asc' }] }),
    reports: await db.obligation.findMany({
      orderBy: { id: 'asc' },
      // the reminders of what was cancelled in between begin anew
      omit: { revision: true, revisedAt: true },
    }),
  });
  const state = (position: number) =>
    db.obligation.findUniqueOrThrow({
      where: { id: report(position) },
      select: { unitId: true, namedUnitId: true, state: true },
    });
  const handovers = async () =>
    (
      await db.message.findMany({
        where: { kind: 'handover' },
        include: { items: true },
        orderBy: { createdAt: 'asc' },
      })
    ).map(({ contactId, items }) => [contactId, items.map(({ obligationId }) => obligationId)]);

  it.each([
    ['reports that moved', 2],
    ['reports that the receiver’s own covered', 1],
  ] as const)('B94 B97 gives the register from before: %s', async (_what, into) => {
    if (into === 2) await freeUnit3();
    await project('2026-06-01');
    await db.contact.update({
      where: { id: at(register.heads, 0) },
      data: { effectiveTo: new Date('2026-09-30') },
    });
    const before = await shown();
    const audits = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
    await merge(into);
    expect(await shown()).not.toEqual(before);
    const preview = await previewRestore(db, register.officer('2026-06-16'), { unitId: unit(0) });
    expect(preview).toMatchObject({
      preview: { action: 'unit.merged', kept: [], ended: [], contacts: ['Đầu mối 1', 'Trưởng 1'] },
    });
    // the report of this half-year and the one to come
    expect(preview.ok && preview.preview.back.map(({ from }) => from)).toEqual(
      Array(2).fill(into === 2 ? 'Đơn vị 3' : null),
    );
    expect(await restore()).toMatchObject({ ok: true });
    expect(await shown()).toEqual(before);
    // a new entry each time; nothing of what was written is gone
    const entries = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.slice(0, audits.length)).toEqual(audits);
    expect(entries.filter(({ subjectId }) => subjectId === unit(0)).map(({ action }) => action)).toEqual([
      'unit.merged',
      'unit.restored',
    ]);
    expect(entries.at(-1)).toMatchObject({ action: 'unit.restored', reason, actorName: expect.any(String) });
  });

  it('B94 tells the unit in one message what it owes now, and tells the workflows', async () => {
    await freeUnit3();
    await merge(2);
    await db.workflowMessage.deleteMany();
    await restore();
    expect(await handovers()).toEqual([
      [register.contacts[2], [report(0)]],
      [register.contacts[0], [report(0)]],
    ]);
    const words = await db.workflowMessage.findMany();
    expect(words.map(({ name, workflowId }) => `${name} ${workflowId}`)).toEqual(
      expect.arrayContaining([
        `deadlineChanged cycle/${register.periodId}`,
        `registerChanged plan/${register.planId}`,
      ]),
    );
  });

  it('B97 what the receiver sent stays with it, and the unit is not asked for that period again', async () => {
    await freeUnit3();
    await project('2026-06-01');
    await merge(2);
    await send(0, 2, '2026-06-15T15:00:00');
    const restored = await restore();
    expect(restored).toMatchObject({
      preview: {
        back: [{ periodLabel: '6 tháng cuối năm 2026' }],
        kept: [{ obligationId: report(0), reason: 'đơn vị tiếp nhận đã nộp' }],
      },
    });
    expect(await state(0)).toEqual({ unitId: unit(2), namedUnitId: unit(0), state: 'submitted' });
    await stepPlan(db, register.service('2026-06-16'), { planId: register.planId });
    const rows = await db.obligation.findMany({
      where: { OR: [{ unitId: unit(0) }, { unitId: unit(2) }] },
      include: { period: true },
    });
    expect(rows.map(({ period, unitId, state: now }) => [period.code, unitId, now]).sort()).toEqual([
      ['2026-H1', unit(2), 'submitted'],
      ['2026-H2', unit(0), 'expected'],
    ]);
  });

  it('B97 a report to come that the receiver sent early stands in the unit’s name from then on', async () => {
    await freeUnit3();
    await project('2026-06-01');
    const mine = { unitId: unit(0), period: { code: '2026-H2' } };
    const { id: obligationId } = await db.obligation.findFirstOrThrow({ where: mine });
    await merge(2);
    await submitReport(db, register.contact(2, '2026-06-15T15:00:00'), {
      obligationId,
      sections: { results: 'Nộp sớm.' },
    });
    await restore();
    await stepPlan(db, register.service('2026-06-16'), { planId: register.planId });
    expect(await db.obligation.findUniqueOrThrow({ where: { id: obligationId } })).toMatchObject({
      unitId: unit(2),
      namedUnitId: unit(0),
    });
    expect(await db.obligation.count({ where: mine })).toBe(0);
  });

  it('B97 a report begun by the receiver stays, one whose period closed stays too', async () => {
    await freeUnit3();
    await merge(2);
    await db.reportingPeriod.updateMany({ data: { state: 'closed' } });
    const preview = await previewRestore(db, register.officer('2026-06-16'), { unitId: unit(0) });
    expect(preview).toMatchObject({
      preview: { back: [], kept: [{ reason: expect.stringContaining('đóng') }] },
    });
    await db.reportingPeriod.updateMany({ data: { state: 'open' } });
    await db.submission.create({
      data: {
        organizationId: register.organizationId,
        obligationId: report(0),
        version: 1,
        enteredAt: vn('2026-06-15T10:00:00'),
        updatedAt: vn('2026-06-15T10:00:00'),
        enteredByKind: 'contact',
        enteredById: at(register.contacts, 2),
        enteredByName: 'Đầu mối 3',
      },
    });
    expect(await restore()).toMatchObject({ preview: { back: [], kept: [{ reason: expect.any(String) }] } });
    expect(await state(0)).toMatchObject({ unitId: unit(2), state: 'open' });
  });

  it('B94 merged and undone twice in a day: everybody is told each time, the reports are where they belong', async () => {
    await freeUnit3();
    await project('2026-06-01');
    for (const hour of ['09', '11']) {
      expect(await merge(2, { when: `2026-06-15T${hour}:00:00` })).toMatchObject({ reassigned: 2 });
      expect(await restore(0, `2026-06-15T${hour}:30:00`)).toMatchObject({ ok: true });
    }
    expect(await handovers()).toEqual([
      [register.contacts[2], [report(0)]],
      [register.contacts[0], [report(0)]],
      [register.contacts[2], [report(0)]],
      [register.contacts[0], [report(0)]],
    ]);
    expect(await state(0)).toEqual({ unitId: unit(0), namedUnitId: null, state: 'open' });
  });

  it('B98 the receiver’s link dies with the undoing', async () => {
    await freeUnit3();
    await merge(2);
    const linkId = await inTransaction(db, (tx) =>
      createReportLink(tx, register.service('2026-06-15T10:00:00'), {
        contactId: at(register.contacts, 2),
        obligationId: report(0),
        expiresAt: vn('2026-12-31'),
      }),
    );
    await restore();
    const asOf = vn('2026-06-16T10:00:00');
    expect(await openLink(db, { token: signToken(linkId, 's'), secret: 's', asOf })).toMatchObject({
      ok: false,
      reason: 'reassigned',
    });
    expect(await db.signedLink.findUniqueOrThrow({ where: { id: linkId } })).toMatchObject({
      revokedReason: 'reassigned',
    });
  });

  it('a report that was cancelled follows its period’s date where that moved meanwhile, and its reminders begin anew', async () => {
    await merge(1);
    const dueAt = vn('2026-06-24T23:59:59.999');
    await db.reportingPeriod.updateMany({ data: { dueAt } });
    await restore();
    expect(await db.obligation.findUniqueOrThrow({ where: { id: report(0) } })).toMatchObject({
      state: 'open',
      closedReason: null,
      dueAt,
      revision: 2,
      revisedAt: vn('2026-06-16T09:00:00'),
    });
  });

  it('a contact that was handed over since keeps its own end', async () => {
    await merge(2);
    const id = at(register.contacts, 0);
    await db.contact.update({ where: { id }, data: { effectiveTo: new Date('2026-05-31') } });
    await restore();
    expect(await db.contact.findUniqueOrThrow({ where: { id } })).toMatchObject({
      effectiveTo: new Date('2026-05-31'),
    });
    expect(await db.contact.findUniqueOrThrow({ where: { id: at(register.heads, 0) } })).toMatchObject({
      effectiveTo: null,
    });
  });

  it('two units merged into one: what the other’s merger rests on stays until that is undone too', async () => {
    await freeUnit3();
    await project('2026-06-01');
    const before = await shown();
    await merge(2, { from: 0 });
    await merge(2, { from: 1, when: '2026-06-15T10:00:00' });
    await restore(0);
    const asked = async () =>
      new Set((await db.ruleUnit.findMany()).map(({ unitId }) => register.units.indexOf(unitId)));
    expect(await asked()).toEqual(new Set([0, 2]));
    await project('2026-06-16T10:00:00');
    expect(await restore(1, '2026-06-17T09:00:00')).toMatchObject({ ok: true });
    expect(await asked()).toEqual(new Set([0, 1]));
    const now = await shown();
    expect({ ...now, reports: null }).toEqual({ ...before, reports: null });
    // what unit 3 was asked for in between is asked for no more
    const left = await db.obligation.findMany({ where: { unitId: unit(2) } });
    expect(left.filter((row) => row.state !== 'cancelled')).toEqual([]);
    expect(now.reports.filter(({ unitId }) => unitId !== unit(2))).toEqual(before.reports);
  });

  describe('is refused', () => {
    it('without a reason, and changes nothing', async () => {
      await merge(1);
      const before = await shown();
      const done = await restoreUnit(db, register.officer('2026-06-16'), { unitId: unit(0), reason: ' ' });
      expect(done).toMatchObject({ ok: false, error: { code: 'REASON_MISSING', field: 'reason' } });
      expect(await shown()).toEqual(before);
    });

    it('of a unit that goes on, of an unknown one and of one in another commune', async () => {
      expect(await restore()).toMatchObject({ ok: false, error: { code: 'UNIT_NOT_CHANGED' } });
      // an entry of before the journal kept what it takes
      const after = { on: '2026-06-01', successorIds: [unit(1)] };
      const old = { action: 'unit.merged', subjectType: 'unit', subjectId: unit(0), after };
      await inTransaction(db, (tx) => audit(tx, register.service('2026-06-01'), old));
      expect(await restore()).toMatchObject({ ok: false, error: { code: 'UNIT_NOT_CHANGED' } });
      const other = await seedRegister(db, { name: 'Ủy ban nhân dân xã Khác' });
      for (const unitId of ['x', at(other.units, 0)]) {
        const done = await restoreUnit(db, register.officer('2026-06-16'), { unitId, reason });
        expect(done).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      }
    });

    it('B97 a second time, also where two people do it at once', async () => {
      await freeUnit3();
      await merge(2);
      const both = await Promise.all([restore(), restore(0, '2026-06-16T09:00:01')]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'UNIT_ALREADY_RESTORED' } });
      expect(await restore()).toMatchObject({ ok: false, error: { code: 'UNIT_ALREADY_RESTORED' } });
      expect(await handovers()).toHaveLength(2);
    });

    it('while the receiver itself has ended; after that was undone it goes', async () => {
      await freeUnit3();
      await merge(2);
      await merge(1, { from: 2, when: '2026-06-15T10:00:00' });
      const refused = await restore();
      expect(refused).toMatchObject({ ok: false, error: { code: 'UNIT_RECEIVER_ENDED' } });
      expect(refused.ok ? '' : refused.error.message).toContain('Đơn vị 3');
      expect(await restore(2)).toMatchObject({ ok: true });
      expect(await restore(0)).toMatchObject({ ok: true });
      expect(await state(0)).toEqual({ unitId: unit(0), namedUnitId: null, state: 'open' });
    });
  });

  it('a dissolution is undone like a division; what the office gave on meanwhile stays there', async () => {
    await freeUnit3();
    const dissolved = await dissolveUnit(db, register.officer('2026-06-15T09:00:00'), {
      fromUnitId: unit(0),
      on: '2026-06-15',
      successorIds: [unit(2)],
      receiverOf: { [report(0)]: unit(2) },
    });
    expect(dissolved).toMatchObject({ ok: true, reassigned: 1 });
    const third = await db.unit.create({
      data: {
        organizationId: register.organizationId,
        name: 'Đơn vị 4',
        kind: 'subordinate',
        createdAt: vn('2026-06-01'),
      },
    });
    await reassignObligation(db, register.officer('2026-06-15T10:00:00'), {
      obligationId: report(0),
      toUnitId: third.id,
      reason: 'Đơn vị 4 nắm việc này.',
    });
    expect(await restore()).toMatchObject({
      preview: { action: 'unit.dissolved', back: [], kept: [{ reason: 'đã chuyển tiếp cho đơn vị khác' }] },
    });
    expect(await state(0)).toMatchObject({ unitId: third.id, namedUnitId: unit(0) });
  });
});
