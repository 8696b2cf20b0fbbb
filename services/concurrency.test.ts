import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { stepCycle } from './cycle';
import { applyDeadlineChange } from './deadlines';
import { decideExtension } from './extensions';
import { at, seedRegister, vn } from './register.fixture';
import { acceptSubmission, returnSubmission } from './returns';
import { submitReport } from './submissions';
import { compileSummary } from './summaries';

describe('use cases at the same moment', () => {
  it('a cycle step, submissions, a moved deadline and a compilation all end, whoever is first', async () => {
    const { db } = await createTestDatabase();
    const register = await seedRegister(db, { units: 6 });
    const send = (position: number) =>
      submitReport(db, register.contact(position, '2026-06-24T08:00:00'), {
        obligationId: at(register.obligations, position),
        sections: { results: `Kết quả ${position}.` },
      });
    const results = await Promise.all([
      stepCycle(db, register.service('2026-06-24T08:00:00'), { periodId: register.periodId }),
      ...[0, 1, 2].map(send),
      compileSummary(db, register.service('2026-06-24T08:00:00'), {
        planId: register.planId,
        halfYear: '2026-H1',
      }),
      applyDeadlineChange(db, register.officer('2026-06-24T08:00:00'), {
        change: { kind: 'period', periodId: register.periodId, date: '2026-06-30' },
        reason: 'Dời hạn.',
      }),
    ]);
    expect(results.filter((result) => 'ok' in result && !result.ok)).toEqual([]);
    const states = await db.obligation.findMany({
      orderBy: { id: 'asc' },
      select: { state: true, dueAt: true },
    });
    expect(states.map(({ state }) => state)).toEqual([
      'submitted',
      'submitted',
      'submitted',
      'open',
      'open',
      'open',
    ]);
    for (const { dueAt } of states.slice(3)) expect(dueAt).toEqual(vn('2026-06-30T23:59:59.999'));
    // nothing is pressed for that arrived or got a later date
    expect(await db.escalation.count({ where: { state: { not: 'withdrawn' } } })).toBe(0);
    const summary = await db.summary.findFirstOrThrow();
    const used = (summary.used as unknown[]).length;
    expect(used === 3 || summary.stale).toBe(true);
  });

  it('accepting and returning one report at once: one decision stands, the other is told', async () => {
    const { db } = await createTestDatabase();
    const register = await seedRegister(db);
    const obligationId = at(register.obligations, 0);
    await submitReport(db, register.contact(0, '2026-06-18'), {
      obligationId,
      sections: { results: 'Xong.' },
    });
    const [accepted, returned] = await Promise.all([
      acceptSubmission(db, register.officer('2026-06-19'), { obligationId }),
      returnSubmission(db, register.head('2026-06-19'), { obligationId, reason: 'Thiếu.' }),
    ]);
    expect([accepted.ok, returned.ok].filter(Boolean)).toHaveLength(1);
    const { state } = await db.obligation.findUniqueOrThrow({ where: { id: obligationId } });
    expect(state).toBe(accepted.ok ? 'accepted' : 'returned');
  });

  it('two officers granting one extension: one row, one revision', async () => {
    const { db } = await createTestDatabase();
    const register = await seedRegister(db);
    const obligationId = at(register.obligations, 0);
    const grant = () =>
      decideExtension(db, register.officer('2026-06-17'), {
        obligationId,
        grant: true,
        newDate: '2026-06-26',
        reason: 'Bão lũ.',
      });
    await Promise.all([grant(), grant()]);
    const row = await db.obligation.findUniqueOrThrow({ where: { id: obligationId } });
    expect(row).toMatchObject({ revision: 2, dueAt: vn('2026-06-26T23:59:59.999') });
    expect(await db.extension.count({ where: { state: 'granted' } })).toBe(1);
    expect(await db.message.count({ where: { kind: 'extension' } })).toBe(1);
  });
});
