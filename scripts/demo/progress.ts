/** What a run shows while it works: a line a month, and at the end what it took. */
import { localDate } from '../../domain/time';
import type { Disturbances } from './disturbances';
import type { World } from './world';

type Part = 'time' | 'people' | 'office';

export class Progress {
  private readonly seconds: Record<Part, number> = { time: 0, people: 0, office: 0 };
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
    const memory = this.world.workerMemory();
    this.say(
      `${localDate(this.world.now())}  ${mails} mails, ${zalo} Zalo messages so far  (${seconds} s, worker ${memory} MiB)`,
    );
  }

  /** What a part of the play takes; told at the end. */
  async timed<T>(part: Part, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.seconds[part] += (performance.now() - began) / 1000;
    }
  }

  async finish({ kills, restarts }: Disturbances): Promise<void> {
    const { db } = this.world;
    const reminders = await db.message.count({ where: { kind: 'reminder', sentAt: { not: null } } });
    const left = await db.workflowMessage.count({ where: { deliveredAt: null } });
    const events = await this.world.events();
    const of = (...types: string[]): number => types.reduce((sum, type) => sum + (events.get(type) ?? 0), 0);
    const perReminder = (count: number): string => (count / Math.max(1, reminders)).toFixed(2);
    this.say(
      `Temporal: ${of('cycle', 'dispatch')} events of cycles and dispatches, ${perReminder(of('cycle', 'dispatch'))} a reminder; ` +
        `plans ${of('plan')}, summaries ${of('summary')}, nightly comparisons ${of('reconcile')}; ` +
        `${perReminder([...events.values()].reduce((sum, count) => sum + count, 0))} a reminder in all.`,
    );
    const { time, people, office } = this.seconds;
    this.say(
      `Time: ${time.toFixed(0)} s in skipped time, ${people.toFixed(0)} s for the units, ${office.toFixed(0)} s for the offices.`,
    );
    this.say(
      `Worker memory: ${this.memoryAtStart} MiB at the start, ${this.world.workerMemory()} MiB at the end. ` +
        `${reminders} reminders sent. ${kills} kills, ${restarts} database restarts. ${left} workflow messages undelivered.`,
    );
  }
}
