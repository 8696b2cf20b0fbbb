import { beforeEach, describe, expect, it } from 'vitest';
import type { Prisma } from '../prisma/generated/client';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction, type Scope } from './context';
import { stepCycle } from './cycle';
import { dateColumn } from './dates';
import { saveDraft } from './drafts';
import { reportTargets } from './figures';
import { readObligation } from './obligations';
import {
  addTargets,
  amendPlan,
  previewAmendment,
  previewTermination,
  resumePlan,
  suspendPlan,
  terminatePlan,
} from './plan-life';
import { stepPlan } from './plan-step';
import { writeProjection } from './projection';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';

describe('the life of a plan', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const cycle = (when: string, periodId = register.periodId) =>
    stepCycle(db, register.service(when), { periodId });
  const plan = () => db.plan.findFirstOrThrow();
  const send = (position: number, when: string, obligationId = at(register.obligations, position)) =>
    submitReport(db, register.contact(position, when), {
      obligationId,
      sections: { results: 'Đã thực hiện.' },
    });
  /** Steps of reminders that are to leave (not the ones skipped on record), per obligation. */
  const reminded = async (obligationId = at(register.obligations, 0)) => {
    const items = await db.messageItem.findMany({
      where: { obligationId, message: { kind: 'reminder', state: { not: 'withheld' } } },
      orderBy: { id: 'asc' },
    });
    return items.map(({ step }) => step);
  };
  const addRule = async (rule: Partial<Prisma.ReportingRuleUncheckedCreateInput>) => {
    const stored = await db.reportingRule.findFirstOrThrow();
    const { id: _id, ...rest } = stored;
    return db.reportingRule.create({
      data: {
        ...rest,
        deadlineRule: rest.deadlineRule as Prisma.InputJsonObject,
        deadlineSource: rest.deadlineSource as Prisma.InputJsonObject,
        lines: [],
        custom: undefined,
        position: 2,
        ...rule,
        units: { create: register.units.map((unitId) => ({ unitId })) },
      } as Prisma.ReportingRuleUncheckedCreateInput,
    });
  };
  const project = (when: string) =>
    inTransaction(db, (tx) => writeProjection(tx, register.service(when), register.planId));

  describe('suspension', () => {
    const suspend = (when: string) =>
      suspendPlan(db, register.officer(when), {
        planId: register.planId,
        reason: 'Chờ ý kiến của huyện ủy.',
      });
    const resume = (when: string, newDateForMissed?: string) =>
      resumePlan(db, register.officer(when), {
        planId: register.planId,
        reason: 'Đã có ý kiến.',
        ...(newDateForMissed ? { newDateForMissed } : {}),
      });

    it('B27 reminders stop; resumed, none is sent in arrears and the remaining ones come at their time', async () => {
      await cycle('2026-06-12T07:30:00');
      expect(await reminded()).toEqual(['T-7']);
      expect(await suspend('2026-06-15')).toMatchObject({ ok: true, repeated: false });
      expect(await suspend('2026-06-15')).toMatchObject({ ok: true, repeated: true });
      expect(await cycle('2026-06-16T07:30:00')).toMatchObject({ queued: 0, nextWakeAt: null });
      expect(await resume('2026-06-17T09:00:00')).toMatchObject({ ok: true, missed: 0 });
      expect(await cycle('2026-06-17T09:00:00')).toMatchObject({
        queued: 0,
        nextWakeAt: '2026-06-18T07:30:00.000+07:00',
      });
      await cycle('2026-06-18T07:30:00');
      expect(await reminded()).toEqual(['T-7', 'T-1']);
    });

    it('B27 while suspended a report shows the suspension and takes no input; messages to the workflows say so', async () => {
      await suspend('2026-06-15');
      expect(await send(0, '2026-06-16')).toMatchObject({
        ok: false,
        error: { code: 'LOCKED_PLAN_SUSPENDED', message: expect.stringContaining('15/6/2026') },
      });
      expect(
        (await db.workflowMessage.findMany({ orderBy: { workflowId: 'asc' } })).map(
          ({ workflowId }) => workflowId,
        ),
      ).toEqual([`cycle/${register.periodId}`, `plan/${register.planId}`]);
      await resume('2026-06-17');
      expect(await send(0, '2026-06-18')).toMatchObject({ ok: true });
    });

    it('B27 what fell due meanwhile gets the date the office gives, with its reason', async () => {
      await suspend('2026-06-15');
      expect(await resume('2026-07-06', '2026-07-10')).toMatchObject({ ok: true, missed: 3 });
      const row = await db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, 0) } });
      expect(row.dueAt).toEqual(vn('2026-07-10T23:59:59.999'));
      expect(JSON.stringify(row.deadline)).toContain('kế hoạch tạm dừng khi đến hạn');
      await send(0, '2026-07-09');
      expect(await db.obligation.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
        timeliness: 'on_time',
      });
    });
  });

  describe('termination', () => {
    beforeEach(async () => {
      await addRule({ name: 'Tổng kết', cycle: 'tong_ket', accumulation: 'LUY_KE' });
      await db.plan.updateMany({ data: { termTo: dateColumn('2027-12-31') } });
      expect(await project('2026-06-01')).toBeGreaterThan(0);
    });
    const input = () => ({ planId: register.planId, on: '2026-09-01', reason: 'Có kế hoạch mới thay thế.' });

    it('B28 the final report moves, later ones are cancelled with the reason, the overdue ones stay overdue', async () => {
      await send(1, '2026-06-18');
      const before = await db.obligation.count();
      const previewed = await previewTermination(db, register.head('2026-09-01'), input());
      if (!previewed.ok) throw new Error(previewed.error.message);
      const labels = (rows: { periodLabel: string }[]) =>
        [...new Set(rows.map(({ periodLabel }) => periodLabel))].sort();
      expect(labels(previewed.preview.cancelled)).toEqual([
        '6 tháng cuối năm 2026',
        '6 tháng cuối năm 2027',
        '6 tháng đầu năm 2027',
      ]);
      expect(labels(previewed.preview.moved)).toEqual(['Tổng kết giai đoạn 2026–2027']);
      expect(previewed.preview.kept.map(({ unitName, reason }) => `${unitName}: ${reason}`).sort()).toEqual([
        'Đơn vị 1: đã quá hạn trước ngày chấm dứt',
        'Đơn vị 2: đã nộp trước ngày chấm dứt',
        'Đơn vị 3: đã quá hạn trước ngày chấm dứt',
      ]);
      const done = await terminatePlan(db, register.head('2026-09-01'), input());
      expect(done).toMatchObject({ ok: true });
      expect(await db.obligation.count()).toBe(before);
      // five working days after 1/9/2026; 1/9, 2/9 are holidays
      const final = await db.obligation.findFirstOrThrow({ where: { period: { cycle: 'tong_ket' } } });
      expect(final.dueAt).toEqual(vn('2026-09-09T23:59:59.999'));
      const overdue = await db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, 0) } });
      expect(overdue).toMatchObject({ state: 'open', dueAt: vn('2026-06-19T23:59:59.999') });
      const cancelled = await db.obligation.findFirstOrThrow({ where: { period: { code: '2027-H1' } } });
      expect(cancelled).toMatchObject({
        state: 'cancelled',
        closedReason: expect.stringContaining('chấm dứt từ ngày 01/9/2026'),
      });
    });

    it('B28 works off what is left and is then terminated; nothing is projected any more', async () => {
      await terminatePlan(db, register.head('2026-09-01'), input());
      expect(await plan()).toMatchObject({
        state: 'active',
        endReason: expect.stringContaining('kế hoạch mới'),
      });
      const periods = await db.reportingPeriod.count();
      await stepPlan(db, register.service('2026-09-02'), { planId: register.planId });
      expect(await db.reportingPeriod.count()).toBe(periods);
      const final = await db.obligation.findFirstOrThrow({
        where: { period: { cycle: 'tong_ket' }, unitId: at(register.units, 0) },
      });
      expect(await send(0, '2026-09-08', final.id)).toMatchObject({ ok: true });
      await db.reportingPeriod.updateMany({
        where: { state: { in: ['planned', 'open'] } },
        data: { state: 'closed' },
      });
      await stepPlan(db, register.service('2026-10-01'), { planId: register.planId });
      expect(await plan()).toMatchObject({
        state: 'terminated',
        endReason: expect.stringContaining('kế hoạch mới'),
      });
    });
  });

  it('B29 an indicator added in mid-period is asked of reports not yet sent, not of sent ones', async () => {
    await send(0, '2026-06-10');
    const before = await db.submission.findFirstOrThrow();
    const added = await addTargets(db, register.officer('2026-06-12'), {
      planId: register.planId,
      reason: 'Bổ sung theo Công văn 77.',
      targets: [
        {
          indicator: 'Số mô hình hữu cơ',
          text: '02 mô hình',
          value: 2,
          unit: 'mô hình',
          unitIds: register.units,
        },
      ],
    });
    if (!added.ok) throw new Error(added.error.message);
    const row = await readObligation(db, register.organizationId, at(register.obligations, 1));
    if (!row) throw new Error('no obligation');
    expect((await reportTargets(db, row)).map(({ indicator }) => indicator)).toContain('Số mô hình hữu cơ');
    expect(await db.submission.findFirstOrThrow()).toEqual(before);
    expect(await plan()).toMatchObject({ revision: 2 });
  });

  describe('amendment', () => {
    const amend = (more: object, when = '2026-06-20') =>
      amendPlan(db, register.head(when), { planId: register.planId, reason: 'Quyết định 88.', ...more });
    const codes = async (state: Prisma.EnumObligationStateFilter | 'cancelled' = { not: 'cancelled' }) => {
      const rows = await db.obligation.findMany({ where: { state }, include: { period: true } });
      return [...new Set(rows.map(({ period }) => period.code))].sort();
    };

    it('B30 B94 a unit that is no more is not asked anew: refused with its successor; one asked already is followed', async () => {
      const [one, two, three] = register.units as [string, string, string];
      const ask = (...unitIds: string[]) => amend({ ruleUnits: [{ ruleId: register.ruleId, unitIds }] });
      const field = `ruleUnits.${register.ruleId}`;
      await ask(two, three);
      await db.unit.update({
        where: { id: one },
        data: { effectiveTo: new Date('2026-06-10'), successorId: two },
      });
      expect(await ask(one, two, three)).toMatchObject({
        ok: false,
        error: {
          code: 'UNIT_GONE',
          field,
          message: expect.stringMatching(/"Đơn vị 1".*10\/6\/2026.*đơn vị tiếp nhận "Đơn vị 2"/),
        },
      });
      expect(await ask(two, '00000000-0000-4000-8000-000000000000')).toMatchObject({
        ok: false,
        error: { code: 'NOT_FOUND', field },
      });
      expect(await db.ruleUnit.count()).toBe(2);
      await db.unit.update({
        where: { id: three },
        data: { effectiveTo: new Date('2026-06-10'), successorId: two },
      });
      expect(await ask(two, three)).toMatchObject({
        ok: true,
      });
    });

    it('B30 lengthening adds the reports, shortening takes away the untouched ones and lists the one begun', async () => {
      expect(await amend({ termTo: '2027-12-31' })).toMatchObject({ ok: true });
      expect(await codes()).toEqual(['2026-H1', '2026-H2', '2027-H1', '2027-H2']);
      const begun = await db.obligation.findFirstOrThrow({
        where: { period: { code: '2027-H1' }, unitId: at(register.units, 0) },
      });
      await saveDraft(db, register.contact(0, '2026-06-21'), {
        obligationId: begun.id,
        sections: { results: 'Nháp.' },
      });
      const previewed = await previewAmendment(db, register.head('2026-06-22'), {
        planId: register.planId,
        termTo: '2026-12-31',
      });
      if (!previewed.ok) throw new Error(previewed.error.message);
      expect(previewed.preview.removed).toHaveLength(5);
      expect(previewed.preview.kept).toMatchObject([{ obligationId: begun.id, reason: 'đã có bản nháp' }]);
      expect(await codes()).toContain('2027-H2');
      await amend({ termTo: '2026-12-31', fingerprint: previewed.preview.fingerprint }, '2026-06-22');
      expect(await codes()).toEqual(['2026-H1', '2026-H2', '2027-H1']);
      expect(await db.obligation.count({ where: { period: { code: '2027-H1' }, state: 'cancelled' } })).toBe(
        2,
      );
      expect(await db.reportingPeriod.findFirst({ where: { code: '2027-H2' } })).toMatchObject({
        state: 'cancelled',
      });

      await amend({ termTo: '2027-12-31' }, '2026-06-23');
      expect(await codes()).toEqual(['2026-H1', '2026-H2', '2027-H1', '2027-H2']);
      expect(await db.obligation.groupBy({ by: ['periodId'], _count: true })).toHaveLength(4);
      expect(await db.obligation.count()).toBe(12);
    });

    it('B31 the same amendment by two people at once gives one row per unit and period', async () => {
      await Promise.all([amend({ termTo: '2027-12-31' }), amend({ termTo: '2027-12-31' })]);
      expect(await db.obligation.count()).toBe(12);
      expect(await db.reportingPeriod.count()).toBe(4);
    });

    it('a unit taken out of a rule owes nothing more; a report it began or sent stays', async () => {
      await project('2026-06-01');
      await send(1, '2026-06-10');
      const done = await amend(
        { ruleUnits: [{ ruleId: register.ruleId, unitIds: [at(register.units, 0)] }] },
        '2026-06-15',
      );
      if (!done.ok) throw new Error(done.error.message);
      expect(
        done.preview.removed.map(({ unitName, periodLabel }) => `${unitName}, ${periodLabel}`).sort(),
      ).toEqual([
        'Đơn vị 2, 6 tháng cuối năm 2026',
        'Đơn vị 3, 6 tháng cuối năm 2026',
        'Đơn vị 3, 6 tháng đầu năm 2026',
      ]);
      expect(done.preview.kept).toMatchObject([
        { unitName: 'Đơn vị 2', reason: 'đã nộp hoặc đang chỉnh sửa' },
      ]);
    });

    it('a term that makes no sense is refused with the field', async () => {
      expect(await amend({ termTo: '2025-12-31' })).toMatchObject({
        ok: false,
        error: { code: 'TERM_REVERSED', field: 'termTo' },
      });
      expect(await amend({ termTo: '2026-02-31' })).toMatchObject({
        ok: false,
        error: { code: 'DATE_INVALID' },
      });
      expect(await plan()).toMatchObject({ revision: 1 });
    });
  });

  it('B103 a plan turned on with forty past periods keeps them as history and sends nothing', async () => {
    await addRule({ name: 'Báo cáo tháng', cycle: 'thang' });
    await db.plan.updateMany({ data: { termFrom: dateColumn('2023-01-01'), activatedAt: vn('2026-06-22') } });
    const scope: Scope = register.service('2026-06-22');
    const step = await stepPlan(db, scope, { planId: register.planId });
    expect(await db.reportingPeriod.count({ where: { state: 'history' } })).toBeGreaterThanOrEqual(40);
    expect(await db.obligation.count({ where: { period: { state: 'history' } } })).toBe(0);
    for (const { periodId } of step.running) await stepCycle(db, scope, { periodId });
    const sent = await db.messageItem.findMany({
      where: { message: { state: { not: 'withheld' } } },
      include: { obligation: true },
    });
    expect(
      sent.filter(
        ({ obligation }) => obligation.dueAt < scope.asOf && obligation.periodId !== register.periodId,
      ),
    ).toEqual([]);
  });
});
