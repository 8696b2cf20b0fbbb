/** What a run shows while it works: a line a month, and at the end what it took. */
import { localDate } from '../../domain/time';
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

  async finish({ kills, restarts }: Disturbances): Promise<void> {
    const { db } = this.world;
    const reminders = await db.message.count({ where: { kind: 'reminder', sentAt: { not: null } } });
    const left = await db.workflowMessage.count({ where: { deliveredAt: null } });
    this.say(
      `Worker memory: ${this.memoryAtStart} MiB at the start, ${this.world.workerMemory()} MiB at the end. ` +
        `${reminders} reminders sent. ${kills} kills, ${restarts} database restarts. ${left} workflow messages undelivered.`,
    );
  }
}
