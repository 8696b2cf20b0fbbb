import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR } from '../../config/calendars';
import { isoInstant } from '../../domain/time';
import type { Ledger } from '../../scripts/demo/ledger';
import { decideEscalation } from '../../services/escalations';
import { decideExtension } from '../../services/extensions';
import { at, type Register } from '../../services/register.fixture';
import { acceptSubmission, returnSubmission } from '../../services/returns';
import { issueSummary, reviewSummary } from '../../services/summaries';
import { createTestDatabase } from '../harness/database';
import { timeSkipping } from '../harness/temporal';
import { examineLedger } from '../ledger/checker';
import { chainOfRuns, record, runningRun } from '../replay/record';
import { countEvents } from './stage';
import { openWorld, seedCommune, submit, type World } from './world';

/** The first commune's units. */
const [PUNCTUAL, LAST_MINUTE, RETURNED, EXTENDED, NEVER] = [0, 1, 2, 3, 4];

describe('one half-year, from the first reminder to the issued summary', () => {
  let world: World;
  let commune: Register;
  /** everybody reports in time */
  let model: Register;
  /** one unit, extended */
  let slow: Register;
  let ledger: Ledger;
  const runs: Record<string, { workflowId: string; runId: string }> = {};

  beforeAll(async () => {
    const [{ db }, environment] = await Promise.all([createTestDatabase(), timeSkipping()]);
    commune = await seedCommune(db, { units: 5, name: 'Ủy ban nhân dân xã Hà Đông' });
    model = await seedCommune(db, { units: 2, name: 'Ủy ban nhân dân xã Gương Mẫu' });
    slow = await seedCommune(db, { units: 1, name: 'Ủy ban nhân dân xã Xin Thêm' });
    world = await openWorld({ db, environment, from: '2026-05-31T08:00' });
    const accept = (register: Register, position: number) =>
      acceptSubmission(db, register.officer(world.clock()), {
        obligationId: at(register.obligations, position),
      });
    const extend = (register: Register, position: number) =>
      decideExtension(db, register.officer(world.clock()), {
        obligationId: at(register.obligations, position),
        grant: true,
        newDate: '2026-06-26',
        reason: 'Đang đối chiếu số liệu với các thôn',
      });

    await world.runUntil('2026-06-10T09:00');
    await submit(world, commune, PUNCTUAL);
    await accept(commune, PUNCTUAL);
    await submit(world, model, 0);
    await submit(world, model, 1);
    await world.runUntil('2026-06-11T10:00');
    await accept(model, 0);
    await accept(model, 1);
    await world.runUntil('2026-06-15T09:00');
    await submit(world, commune, RETURNED);
    await world.runUntil('2026-06-17T10:00');
    await returnSubmission(db, commune.officer(world.clock()), {
      obligationId: at(commune.obligations, RETURNED),
      reason: 'Chưa nêu số liệu minh chứng',
      correctionDate: '2026-06-24',
    });
    await extend(commune, EXTENDED);
    await extend(slow, 0);
    await world.deliver();
    await world.runUntil('2026-06-19T23:48');
    await submit(world, commune, LAST_MINUTE);
    await world.runUntil('2026-06-19T23:50');
    runs['dispatch-overnight'] = await runningRun(world.client, `dispatch/${commune.organizationId}`);
    await world.runUntil('2026-06-24T15:00');
    await submit(world, commune, RETURNED);
    await world.runUntil('2026-06-25T09:00');
    await submit(world, commune, EXTENDED);
    await submit(world, slow, 0);
    await accept(slow, 0);
    const proposal = await db.escalation.findFirstOrThrow({ where: { state: 'proposed' } });
    const decision = { escalationId: proposal.id, decision: 'approve' as const };
    await decideEscalation(db, commune.head(world.clock()), decision);
    await world.deliver();
    await world.runUntil('2026-06-26T09:00');
    for (const register of [commune, model, slow]) {
      const { planId } = register;
      const { id: summaryId } = await db.summary.findFirstOrThrow({ where: { planId } });
      await reviewSummary(db, register.head(world.clock()), { summaryId, note: 'Đã rà soát' });
      await issueSummary(db, register.leader(world.clock()), { summaryId });
    }
    await world.deliver();
    await world.runUntil('2026-08-05T08:00');
    ledger = await world.ledger();
    // half a year with three communes: seconds on an idle machine
  }, 300_000);

  afterAll(async () => {
    const { client } = world;
    const [first, ...later] = await chainOfRuns(client, `plan/${commune.planId}`);
    Object.assign(runs, {
      ...(first ? { 'plan-opening': first } : {}),
      ...(later.at(-1) ? { 'plan-waiting': later.at(-1) } : {}),
      'cycle-on-time': await runningRun(client, `cycle/${model.periodId}`),
      'cycle-overdue-escalated': await runningRun(client, `cycle/${commune.periodId}`),
      'cycle-extended': await runningRun(client, `cycle/${slow.periodId}`),
      'summary-issued': await runningRun(client, `summary/${commune.organizationId}/2026-H1`),
      'reconcile-nights': await runningRun(client, 'reconcile'),
    });
    await record(client, runs);
    await world.stop();
  });

  /** "step revision state month-day hour" of each reminder to a unit, in the order in which it was decided. */
  const reminders = (register: Register, position: number): string[] => {
    const obligationId = at(register.obligations, position);
    return ledger.messages.flatMap(({ kind, items, state, sentAt }) =>
      kind === 'reminder'
        ? items
            .filter((item) => item.obligationId === obligationId)
            .map(({ step, revision }) => [step, revision, state, sentAt?.slice(5, 16) ?? ''].join(' ').trim())
        : [],
    );
  };

  it('B35 B39 sends every step once, at its hour, to who still owes; two of one morning make one', () => {
    expect(reminders(commune, NEVER)).toEqual([
      'T-15 1 sent 06-04T07:30',
      'T-7 1 sent 06-12T07:30',
      'T-3 1 sent 06-16T07:30',
      'T-1 1 sent 06-18T07:30',
      'T0 1 sent 06-19T07:30',
      'T+1 1 withheld',
      'T+3 1 sent 06-22T07:30',
    ]);
    expect(reminders(commune, PUNCTUAL)).toEqual(['T-15 1 sent 06-04T07:30']);
    expect(reminders(model, 0)).toEqual(['T-15 1 sent 06-04T07:30']);
  });

  it('B46 takes what came at 23:48 of the last day for in time, and says nothing more to that unit', () => {
    const row = ledger.obligations.find(({ id }) => id === at(commune.obligations, LAST_MINUTE));
    expect(row?.timeliness).toBe('on_time');
    expect(reminders(commune, LAST_MINUTE).at(-1)).toBe('T0 1 sent 06-19T07:30');
    const receipt = ledger.messages.filter(
      ({ kind, obligationIds }) => kind === 'receipt' && obligationIds.includes(row?.id ?? ''),
    );
    expect(receipt.map(({ sentAt }) => sentAt?.slice(5, 16))).toEqual(['06-22T07:30']);
  });

  it('B44 B50 starts a new ladder at a new deadline, without arrears, for one unit alone', () => {
    expect(reminders(slow, 0)).toEqual([
      'T-15 1 sent 06-04T07:30',
      'T-7 1 sent 06-12T07:30',
      'T-3 1 sent 06-16T07:30',
      'T-15 2 withheld',
      'T-7 2 sent 06-19T07:30',
      'T-3 2 sent 06-23T07:30',
      'T-1 2 sent 06-25T07:30',
    ]);
    const row = ledger.obligations.find(({ id }) => id === at(slow.obligations, 0));
    expect(row).toMatchObject({
      timeliness: 'on_time',
      originalDueAt: expect.stringContaining('2026-06-19'),
    });
  });

  it('B48 reminds of a correction by its own deadline', () => {
    const about = reminders(commune, RETURNED).filter((line) => line.startsWith('sua-'));
    expect(about.map((line) => line.replace(/^sua-\d+\//, ''))).toEqual([
      'T-1 2 sent 06-23T07:30',
      'T0 2 sent 06-24T07:30',
    ]);
  });

  it('B67 B68 proposes who never answered after two working days, and sends the letter on a person’s word', () => {
    const about = ledger.escalations.map(({ obligationId, state, proposedAt, decidedBy }) => ({
      obligationId,
      state,
      proposedAt: proposedAt.slice(5, 16),
      decidedBy,
    }));
    expect(about).toEqual([
      {
        obligationId: at(commune.obligations, NEVER),
        state: 'issued',
        proposedAt: '06-24T08:00',
        decidedBy: 'Chánh Văn phòng (head)',
      },
    ]);
    const letters = ledger.messages.filter(({ kind }) => kind === 'letter');
    expect(letters.map(({ recipient }) => recipient?.split(',')[0]).sort()).toEqual(
      ['Chủ tịch (leader)', 'Trưởng 5', 'Đầu mối 5'].sort(),
    );
    expect(letters.every(({ sentAt }) => sentAt && sentAt >= '2026-06-25T09:00')).toBe(true);
  });

  it('B87 issues the summary to the leader, with who is missing named', () => {
    const summary = ledger.summaries.find(({ planId, number }) => planId === commune.planId && number === 0);
    expect(summary?.state).toBe('issued');
    const compiled = ledger.audit.find(
      ({ action, subjectId }) => action === 'summary.compiled' && subjectId === summary?.id,
    );
    expect(compiled?.at.slice(5, 16)).toBe('06-23T07:30');
    const mail = world.email.delivered.filter(({ key }) => key.startsWith('summary/'));
    expect(mail.length).toBeGreaterThanOrEqual(3);
  });

  it('closes the periods: when all is accepted and due, or at the lock', () => {
    const closed = new Map(
      ledger.periods.map(({ id, state, closedAt }) => [id, `${state} ${closedAt?.slice(5, 16)}`]),
    );
    expect(closed.get(model.periodId)).toBe('closed 06-20T00:00');
    expect(closed.get(slow.periodId)).toBe('closed 06-27T00:00');
    expect(closed.get(commune.periodId)).toBe('closed 08-01T00:00');
  });

  it('leaves a ledger in which every rule holds, each with something to hold for', () => {
    const reports = examineLedger(ledger, { calendar: SHIPPED_CALENDAR });
    expect(
      reports.flatMap(({ rule, findings }) => findings.map(({ detail }) => `${rule}: ${detail}`)),
    ).toEqual([]);
    expect(reports.filter(({ checked }) => checked === 0)).toEqual([]);
  });

  it('costs few events: about one for each reminder and unit, whatever the units do', async () => {
    const handle = world.client.workflow.getHandle(`cycle/${commune.periodId}`);
    const { events } = await handle.fetchHistory();
    expect(await countEvents(handle, 'activityTaskScheduledEventAttributes')).toBe(1);
    expect(events?.length).toBeLessThan(150);
    expect(isoInstant(world.now())).toContain('2026-08-05');
  });
});
