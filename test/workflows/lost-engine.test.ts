import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR } from '../../config/calendars';
import { startTimeSkipping } from '../../scripts/servers/time-skipping';
import { decideEscalation } from '../../services/escalations';
import { at, type Register } from '../../services/register.fixture';
import { createTestDatabase } from '../harness/database';
import { timeSkipping } from '../harness/temporal';
import { checkLedger } from '../ledger/checker';
import { dieWhileSending } from '../outbox/desk';
import { statusOf } from './stage';
import { openWorld, seedCommune, submit, type World, type WorldOptions } from './world';

const PLAY_MS = 300_000;

/** Plays up to an instant, then everything that the engine knew is gone: server, histories, timers. The register stays. */
async function playAndLose(
  options: Omit<WorldOptions, 'environment'>,
  play: (world: World) => Promise<void>,
): Promise<World> {
  const environment = await startTimeSkipping();
  const world = await openWorld({ ...options, environment });
  try {
    await play(world);
    await world.stop();
  } finally {
    await environment.teardown();
  }
  return world;
}

describe('the engine’s data are lost in mid-run', () => {
  let before: World;
  let after: World;
  let commune: Register;
  let sentBefore: string[];
  let running: Record<string, string>;
  /** message that was under way */
  let lost: string;
  /** units: the one whose report no workflow was told of, and one that never reports */
  let untold: number;
  let never: number;

  beforeAll(async () => {
    const { db } = await createTestDatabase();
    commune = await seedCommune(db, { units: 4 });
    const options = { db, from: '2026-06-01T08:00' };
    before = await playAndLose(options, async (world) => {
      await world.runUntil('2026-06-15T09:00');
      await submit(world, commune, 0);
      await world.runUntil('2026-06-16T07:29');
      // the engine dies with a message in the provider's hands
      dieWhileSending(world.email, 'before');
      await world.runUntil('2026-06-16T07:30:05');
      const inDoubt = await db.message.findFirstOrThrow({
        where: { kind: 'reminder', OR: [{ state: 'sending' }, { possibleDuplicate: true }] },
        include: { items: true },
      });
      lost = inDoubt.id;
      const others = [1, 2, 3].filter(
        (position) => at(commune.obligations, position) !== inDoubt.items[0]?.obligationId,
      );
      [untold, never] = [at(others, 0), at(others, 1)];
      // and a report is in the register whose word never reached a workflow
      await submit(world, commune, untold, { deliver: false });
    });
    sentBefore = before.email.delivered.map(({ key }) => key);
    // three days later somebody starts the service again
    after = await openWorld({
      db,
      environment: await timeSkipping(),
      from: '2026-06-18T18:05',
      channels: before,
    });
    await after.runUntil('2026-06-18T18:06');
    const ids = [
      `plan/${commune.planId}`,
      `cycle/${commune.periodId}`,
      `summary/${commune.organizationId}/2026-H1`,
      'reconcile',
    ];
    running = Object.fromEntries(
      await Promise.all(
        ids.map(async (id) => [id.split('/')[0], await statusOf(after.client.workflow.getHandle(id))]),
      ),
    );
    await after.runUntil('2026-06-25T09:00');
    for (const { id: escalationId } of await db.escalation.findMany({ where: { state: 'proposed' } }))
      await decideEscalation(db, commune.head(after.clock()), { escalationId, decision: 'approve' });
    await after.deliver();
    await after.runUntil('2026-08-05T09:00');
    await after.stop();
  }, PLAY_MS);

  it('B99 reconcile brings every workflow back', () => {
    expect(running).toEqual({ plan: 'RUNNING', cycle: 'RUNNING', summary: 'RUNNING', reconcile: 'RUNNING' });
  });

  it('B99 B101 sends nothing twice; what was under way is marked, whether it goes once more or gives way', async () => {
    const { delivered } = after.email;
    const times = new Map<string, number>();
    for (const { key } of delivered) times.set(key, (times.get(key) ?? 0) + 1);
    expect([...times].filter(([, count]) => count > 1)).toEqual([]);
    expect(delivered.length).toBeGreaterThan(sentBefore.length);
    const inDoubt = await after.db.message.findUniqueOrThrow({ where: { id: lost } });
    // whichever of the two was first that morning: the sender, or the cycle with its later step
    expect(inDoubt.possibleDuplicate).toBe(true);
    expect(['sent', 'withheld']).toContain(inDoubt.state);
  });

  it('B38 after days away sends the latest step only, at once, and keeps the others as skipped', async () => {
    const items = await after.db.messageItem.findMany({
      where: { obligationId: at(commune.obligations, never), message: { kind: 'reminder' } },
      include: { message: true },
      orderBy: { id: 'asc' },
    });
    const since = items.filter(({ step }) => ['T-3', 'T-1', 'T0'].includes(step));
    expect(since.map(({ step, message }) => `${step} ${message.state}`)).toEqual([
      'T-3 sent',
      'T-1 sent',
      'T0 sent',
    ]);
    const late = since.find(({ step }) => step === 'T-1')?.message.sentAt;
    expect(late?.toISOString().slice(0, 16)).toBe('2026-06-18T11:05');
  });

  it('B37 believes the register: whose report lies there is not reminded, though no workflow was told', async () => {
    const later = await after.db.messageItem.findMany({
      where: { obligationId: at(commune.obligations, untold), message: { kind: 'reminder', state: 'sent' } },
    });
    expect(later.map(({ step }) => step)).not.toContain('T-1');
    expect(await after.db.workflowMessage.count({ where: { deliveredAt: null } })).toBe(0);
  });

  it('goes on to the end of the period as if nothing had been, and every rule holds', async () => {
    const ledger = await after.ledger();
    expect(checkLedger(ledger, { calendar: SHIPPED_CALENDAR })).toEqual([]);
    expect(ledger.periods.find(({ id }) => id === commune.periodId)?.state).toBe('closed');
    expect(ledger.escalations.map(({ state }) => state)).toContain('issued');
  });
});
