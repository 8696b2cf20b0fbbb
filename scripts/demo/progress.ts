/** What a run shows while it works: a line a month, and at the end what it took. */
import { localDate } from '../../domain/time';
import { cycleWorkflowId, planWorkflowId, RECONCILE_WORKFLOW_ID } from '../../services/ids';
import type { Disturbances } from './disturbances';
import type { World } from './world';

export class Progress {
  private shown = '';
  private memoryAtStart = 0;
  private readonly began = Date.now();

  constructor(
    private readonly world: World,
    private readonly say: (line: string) => void,
  ) {}

  memory(at: 'start'): void {
    if (at === 'start') this.memoryAtStart = this.world.workerMemory();
  }

  month(): void {
    const month = localDate(this.world.now()).slice(0, 7);
    if (month === this.shown) return;
    this.shown = month;
    const mails = this.world.mailbox.messages().length;
    const zalo = this.world.zalo.control.outbox().length;
    const seconds = Math.round((Date.now() - this.began) / 1000);
    this.say(`${localDate(this.world.now())}  ${mails} mails, ${zalo} Zalo messages so far  (${seconds} s)`);
  }

  /** Histories of what still waits: plans, open cycles, the nightly comparison. */
  private async eventsOfRunning(): Promise<number> {
    const { db, client } = this.world;
    const plans = await db.plan.findMany({
      where: { state: { in: ['active', 'suspended'] } },
      select: { id: true },
    });
    const periods = await db.reportingPeriod.findMany({ where: { state: 'open' }, select: { id: true } });
    const ids = [
      RECONCILE_WORKFLOW_ID,
      ...plans.map(({ id }) => planWorkflowId(id)),
      ...periods.map(({ id }) => cycleWorkflowId(id)),
    ];
    let events = 0;
    for (const id of ids) {
      const found = await client.workflow
        .getHandle(id)
        .describe()
        .catch(() => null);
      if (found?.status.name === 'RUNNING') events += found.historyLength;
    }
    return events;
  }

  async finish({ kills, restarts }: Disturbances): Promise<void> {
    const { db } = this.world;
    const reminders = await db.message.count({ where: { kind: 'reminder', sentAt: { not: null } } });
    const left = await db.workflowMessage.count({ where: { deliveredAt: null } });
    const events = this.world.eventsOfEndedRuns() + (await this.eventsOfRunning());
    this.say(
      `Temporal: ${events} events in all histories, ${(events / Math.max(1, reminders)).toFixed(2)} a reminder.`,
    );
    this.say(
      `Worker memory: ${this.memoryAtStart} MiB at the start, ${this.world.workerMemory()} MiB at the end. ` +
        `${reminders} reminders sent. ${kills} kills, ${restarts} database restarts. ${left} workflow messages undelivered.`,
    );
  }
}
