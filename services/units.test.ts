import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction } from './context';
import { createReportLink, openLink, signToken } from './links';
import { amendPlan } from './plan-amend';
import { writeProjection } from './projection';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { acceptSubmission } from './returns';
import { submitReport } from './submissions';
import { compileSummary } from './summaries';
import {
  confirmRoute,
  contactGaps,
  contactsFor,
  createContact,
  createUnit,
  handOverContact,
  mergeUnits,
  optOutRoute,
  previewMerge,
  reassignObligation,
  splitUnit,
  updateContact,
  updateUnit,
} from './units';

describe('units and contacts', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const obligation = (position: number) =>
    db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, position) } });
  const send = (position: number, when: string, unit = position) =>
    submitReport(db, register.contact(unit, when), {
      obligationId: at(register.obligations, position),
      sections: { results: 'Đã thực hiện.' },
      figures: [{ targetId: at(register.targets, 0), value: '10' }],
    });

  describe('a merger', () => {
    /** Unit 3 owes nothing of its own in the period, so that unit 1 can pass its report to it. */
    const freeUnit3 = async () => {
      await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
      await db.ruleUnit.deleteMany({ where: { unitId: at(register.units, 2) } });
    };
    const merge = (into: number, when = '2026-07-01') =>
      mergeUnits(db, register.officer(when), {
        fromUnitId: at(register.units, 0),
        intoUnitId: at(register.units, into),
        on: '2026-07-01',
        reason: 'Sắp xếp tổ chức.',
        document: 'NQ 12/NQ-HĐND',
      });

    it('B94 open reports move to the successor with a notice and keep the old name beside it', async () => {
      await freeUnit3();
      const previewed = await previewMerge(db, register.officer('2026-07-01'), {
        fromUnitId: at(register.units, 0),
        intoUnitId: at(register.units, 2),
        on: '2026-07-01',
      });
      expect(previewed).toMatchObject({
        preview: { carried: [{ toUnitId: register.units[2] }], undecided: [] },
      });
      expect(await obligation(0)).toMatchObject({ unitId: register.units[0] });
      expect(await merge(2)).toMatchObject({ ok: true, reassigned: 1, cancelled: 0 });
      expect(await obligation(0)).toMatchObject({
        unitId: register.units[2],
        namedUnitId: register.units[0],
        state: 'open',
      });
      expect(await db.message.findMany({ where: { kind: 'handover' } })).toMatchObject([
        { contactId: register.contacts[2] },
      ]);
      const [link] = await Promise.all([
        contactsFor(db, register.organizationId, at(register.units, 0), vn('2026-07-02')),
      ]);
      expect(link).toEqual([]);
      expect((await db.ruleUnit.findMany()).map(({ unitId }) => unitId).sort()).toEqual(
        [register.units[1], register.units[2]].sort(),
      );
    });

    it('B94 closed reports stay under the old name, and the rates before the day are unchanged', async () => {
      await freeUnit3();
      await send(0, '2026-06-15');
      const key = { planId: register.planId, halfYear: '2026-H1' };
      const before = await compileSummary(db, register.service('2026-06-23'), key);
      await merge(1);
      const after = await compileSummary(db, register.service('2026-07-02'), key);
      if (!before.ok || !after.ok) throw new Error('not compiled');
      expect(await obligation(0)).toMatchObject({ state: 'submitted' });
      expect(after.compiled.counts).toMatchObject({ required: 2, received: 1, onTime: 1 });
      expect(after.compiled.counts.receivedRate).toEqual(before.compiled.counts.receivedRate);
      expect(after.compiled.reporting.map(({ unitName }) => unitName)).toContain('Đơn vị 1');
    });

    it('B94 what the old unit gave before is not asked of its successor again, the periods to come are', async () => {
      await freeUnit3();
      await send(0, '2026-06-15');
      await acceptSubmission(db, register.officer('2026-06-16'), {
        obligationId: at(register.obligations, 0),
      });
      await merge(2);
      await inTransaction(db, (tx) => writeProjection(tx, register.service('2026-07-02'), register.planId));
      const asked = () =>
        db.obligation.findMany({
          where: { unitId: at(register.units, 2), state: { not: 'cancelled' } },
          select: { period: { select: { code: true } } },
        });
      expect((await asked()).map(({ period }) => period.code)).not.toContain('2026-H1');
      expect((await asked()).length).toBeGreaterThan(0);
      const amended = await amendPlan(db, register.officer('2026-07-03'), {
        planId: register.planId,
        ruleUnits: [{ ruleId: register.ruleId, unitIds: [at(register.units, 1), at(register.units, 2)] }],
        reason: 'Rà soát.',
      });
      expect(amended).toMatchObject({ ok: true });
      expect((await asked()).map(({ period }) => period.code)).not.toContain('2026-H1');
    });

    it('B94 where both owe the period, one report of the successor covers both', async () => {
      expect(await merge(1)).toMatchObject({ ok: true, reassigned: 0, cancelled: 1 });
      expect(await obligation(0)).toMatchObject({
        state: 'cancelled',
        closedReason: expect.stringContaining('gộp vào báo cáo của Đơn vị 2'),
      });
    });

    it('B94 where the successor already sent its own, the office decides', async () => {
      await send(1, '2026-06-15');
      const merged = await merge(1);
      expect(merged).toMatchObject({ ok: true, undecided: [{ obligationId: register.obligations[0] }] });
      expect(await obligation(0)).toMatchObject({ state: 'open', unitId: register.units[0] });
      await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
      expect(
        await reassignObligation(db, register.officer('2026-07-02'), {
          obligationId: at(register.obligations, 0),
          toUnitId: at(register.units, 2),
          reason: 'Giao Đơn vị 3 nộp thay.',
        }),
      ).toMatchObject({ ok: true, reassigned: 1 });
    });

    it('B94 a link of the old unit dies, and the carried report is submitted by the new one', async () => {
      await freeUnit3();
      const linkId = await inTransaction(db, (tx) =>
        createReportLink(tx, register.service('2026-06-20'), {
          contactId: at(register.contacts, 0),
          obligationId: at(register.obligations, 0),
          expiresAt: vn('2026-12-31'),
        }),
      );
      await merge(2);
      const opened = await openLink(db, {
        token: signToken(linkId, 's'),
        secret: 's',
        asOf: vn('2026-07-01'),
      });
      expect(opened).toMatchObject({ ok: false, reason: 'reassigned' });
      expect(await send(0, '2026-07-02', 0)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
      expect(await send(0, '2026-07-02', 2)).toMatchObject({ ok: true });
      const compiled = await compileSummary(db, register.service('2026-07-03'), {
        planId: register.planId,
        halfYear: '2026-H1',
      });
      if (!compiled.ok) throw new Error(compiled.error.message);
      // unit 1's report counts as its own indicator figure, nobody is named missing for it
      expect(compiled.compiled.figures[0]).toMatchObject({ actual: 10, missingUnitIds: [register.units[1]] });
      expect(compiled.compiled.reporting.map(({ unitName, note }) => [unitName, note])).toContainEqual([
        'Đơn vị 1',
        'do Đơn vị 3 tiếp nhận',
      ]);
    });

    it('a merger to come, of a unit into itself, or with one that is no more, is refused', async () => {
      expect(await merge(1, '2026-06-30')).toMatchObject({ ok: false, error: { code: 'CHANGE_DATE_AHEAD' } });
      expect(await merge(0)).toMatchObject({ ok: false, error: { code: 'UNIT_SUCCESSOR_CYCLE' } });
      await freeUnit3();
      expect(await merge(2)).toMatchObject({ ok: true });
      expect(await merge(1)).toMatchObject({ ok: false, error: { code: 'UNIT_GONE', field: 'fromUnitId' } });
      await db.unit.update({
        where: { id: at(register.units, 0) },
        data: { effectiveTo: null, successorId: null },
      });
      await db.unit.update({
        where: { id: at(register.units, 1) },
        data: { effectiveTo: new Date('2026-06-30') },
      });
      expect(await merge(1)).toMatchObject({ ok: false, error: { code: 'UNIT_GONE', field: 'intoUnitId' } });
    });
  });

  it('B94 a split needs an answer for every open report, then each goes where the office says', async () => {
    const created = await createUnit(db, register.officer('2026-07-01'), {
      name: 'Đơn vị mới',
      kind: 'subordinate',
    });
    if (!created.ok) throw new Error(created.error.message);
    const split = (receiverOf: Record<string, string>) =>
      splitUnit(db, register.officer('2026-07-01'), {
        fromUnitId: at(register.units, 0),
        on: '2026-07-01',
        successorIds: [created.id],
        receiverOf,
        reason: 'Chia tách.',
      });
    expect(await split({})).toMatchObject({ ok: false, error: { code: 'UNIT_SPLIT_UNDECIDED' } });
    expect(await split({ [at(register.obligations, 0)]: created.id })).toMatchObject({
      ok: true,
      reassigned: 1,
    });
    expect(await obligation(0)).toMatchObject({ unitId: created.id, namedUnitId: register.units[0] });
  });

  describe('hand-over', () => {
    const handOver = (successor: Parameters<typeof handOverContact>[2]['successor'], when = '2026-06-15') =>
      handOverContact(db, register.officer(when), {
        contactId: at(register.contacts, 0),
        on: '2026-06-16',
        successor,
        reason: 'Chuyển công tác.',
      });
    const names = async (when: string) =>
      (await contactsFor(db, register.organizationId, at(register.units, 0), vn(when))).map(
        ({ name }) => name,
      );

    it('B95 reminders go to the successor from the day on, with one message about what is open', async () => {
      const done = await handOver({
        name: 'Trần Thị Bình',
        routes: [{ kind: 'email', address: 'Binh@xa.gov.vn ' }],
      });
      if (!done.ok) throw new Error(done.error.message);
      expect(await names('2026-06-15')).toEqual(['Đầu mối 1', 'Trưởng 1']);
      expect(await names('2026-06-16')).toEqual(['Trần Thị Bình', 'Trưởng 1']);
      const told = await db.message.findMany({ where: { kind: 'handover' }, include: { items: true } });
      expect(told).toMatchObject([
        {
          contactId: done.successorId,
          effectiveAt: vn('2026-06-16T07:30:00'),
          items: [{ obligationId: register.obligations[0] }],
        },
      ]);
    });

    it('B95 without a successor the head is reminded, and the gap is listed', async () => {
      expect(await handOver(null)).toMatchObject({ ok: true, gap: expect.stringContaining('nhắc lãnh đạo') });
      expect(await names('2026-06-16')).toEqual(['Trưởng 1']);
      expect(await contactGaps(db, register.organizationId, vn('2026-06-15'))).toEqual([]);
      expect(await contactGaps(db, register.organizationId, vn('2026-06-16'))).toMatchObject([
        { unitName: 'Đơn vị 1', gap: expect.stringContaining('đang nhắc lãnh đạo') },
      ]);
    });

    it('B98 the links of the person who left die on the day', async () => {
      const linkId = await inTransaction(db, (tx) =>
        createReportLink(tx, register.service('2026-06-10'), {
          contactId: at(register.contacts, 0),
          obligationId: at(register.obligations, 0),
          expiresAt: vn('2026-12-31'),
        }),
      );
      await handOver(null);
      const open = (when: string) =>
        openLink(db, { token: signToken(linkId, 's'), secret: 's', asOf: vn(when) });
      expect(await open('2026-06-15T23:00:00')).toMatchObject({ ok: true });
      expect(await open('2026-06-16T00:00:00')).toMatchObject({ ok: false, reason: 'reassigned' });
    });
  });

  describe('the book of units', () => {
    it('B24 a name another unit is called by is refused, whatever its dashes and tones', async () => {
      const scope = register.officer('2026-06-01');
      const create = (name: string, aliases: string[] = []) =>
        createUnit(db, scope, { name, kind: 'subordinate', aliases });
      expect(await create('Phòng Văn hóa - Xã hội', ['Bộ phận Văn hóa – Xã hội'])).toMatchObject({
        ok: true,
      });
      expect(await create('Phòng Văn hoá – Xã hội'.normalize('NFD'))).toMatchObject({
        error: { code: 'UNIT_NAME_TAKEN' },
      });
      expect(await create('bộ phận văn hóa-xã hội')).toMatchObject({ error: { code: 'UNIT_NAME_TAKEN' } });
      expect(await create('  ')).toMatchObject({ error: { code: 'FIELD_MISSING', field: 'name' } });
    });

    it('a renamed unit is still found by its old name', async () => {
      const unitId = at(register.units, 0);
      await updateUnit(db, register.officer('2026-06-01'), { unitId, name: 'Phòng Kinh tế' });
      expect(await db.unit.findUniqueOrThrow({ where: { id: unitId } })).toMatchObject({
        name: 'Phòng Kinh tế',
        aliases: ['Đơn vị 1'],
      });
      expect(await db.auditEntry.findFirst({ where: { action: 'unit.renamed' } })).toMatchObject({
        before: { name: 'Đơn vị 1' },
      });
    });

    it.each([
      ['email', 'không phải thư', 'ten@co-quan.gov.vn'],
      ['phone', '12345', '10 chữ số'],
      ['zalo', 'abc', 'chữ số'],
    ] as const)(
      'an address that is none is refused with the form it should have: %s',
      async (kind, address, words) => {
        const created = await createContact(db, register.officer('2026-06-01'), {
          unitId: at(register.units, 0),
          name: 'Lê Văn Cường',
          role: 'focal',
          routes: [{ kind, address }],
        });
        expect(created).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } });
      },
    );

    it('phones are kept in the form Zalo takes, and an address that stays keeps its state', async () => {
      const created = await createContact(db, register.officer('2026-06-01'), {
        unitId: at(register.units, 0),
        name: 'Lê Văn Cường',
        role: 'focal',
        routes: [
          { kind: 'phone', address: '0912 345 678' },
          { kind: 'email', address: 'cuong@xa.gov.vn' },
        ],
      });
      if (!created.ok) throw new Error(created.error.message);
      await db.contactRoute.updateMany({
        where: { contactId: created.id, kind: 'email' },
        data: { state: 'bounced' },
      });
      await updateContact(db, register.officer('2026-06-02'), {
        contactId: created.id,
        routes: [
          { kind: 'email', address: 'cuong@xa.gov.vn' },
          { kind: 'phone', address: '+84 912 345 679' },
        ],
      });
      const routes = await db.contactRoute.findMany({
        where: { contactId: created.id },
        orderBy: { kind: 'asc' },
      });
      expect(routes.map(({ kind, address, state }) => [kind, address, state])).toEqual([
        ['email', 'cuong@xa.gov.vn', 'bounced'],
        ['phone', '84912345679', 'active'],
      ]);
      await confirmRoute(db, register.officer('2026-06-03'), { routeId: at(routes, 0).id });
      expect(await db.contactRoute.count({ where: { state: 'bounced' } })).toBe(0);
    });

    it('B64 the last route of the last reachable person cannot be switched off, and the office hears of it', async () => {
      const routeOf = (contactId: string) => db.contactRoute.findFirstOrThrow({ where: { contactId } });
      const optOut = async (contactId: string) =>
        optOutRoute(db, register.contact(0, '2026-06-05'), { routeId: (await routeOf(contactId)).id });
      expect(await optOut(at(register.heads, 0))).toEqual({ ok: true });
      expect(await optOut(at(register.contacts, 0))).toMatchObject({
        ok: false,
        error: { code: 'LAST_CONTACT_OPT_OUT' },
      });
      expect(await routeOf(at(register.contacts, 0))).toMatchObject({ state: 'active' });
      expect(await db.message.count({ where: { kind: 'alert' } })).toBe(2);
    });
  });
});
