/** What the offices and leaders do on their working mornings, by a seeded lot and a written policy. */

import { SHIPPED_CALENDAR } from '../../config/calendars';
import { addWorkingDays, isWorkingDay } from '../../domain/calendar';
import { addDays, atLocal, localDate } from '../../domain/time';
import type { FormClient } from '../../web/form-client';
import { lotOf } from './agenda';
import type { Staff } from './commune';
import { accepted, type Office } from './officer';
import policy from './officer-policy.json';
import type { World } from './world';

const MORNING = '08:45';
/** The simulated Zalo sees time move only at the end of a step; its refresh tokens live three months. */
const IDLE_DAYS = 30;

export class Routine {
  private readonly returned = new Set<string>();
  private readonly read = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly offices: readonly Office[],
    private readonly seed: number,
    /** units whose first report of a period the office sends back once */
    private readonly returnsTo: (unitId: string) => boolean,
  ) {}

  /** The next instant at which anybody may have something to do: the next morning while anything is open, else later. */
  async nextLook(agendaAt: Date | null): Promise<Date> {
    const { db, now } = this.world;
    const today = localDate(now());
    const morning = new Date(atLocal(today, MORNING));
    const tomorrow = morning > now() ? morning : new Date(atLocal(addDays(today, 1), MORNING));
    const [open, waiting, drafts] = await Promise.all([
      db.reportingPeriod.count({ where: { state: 'open' } }),
      db.message.count({ where: { state: { in: ['queued', 'held'] } } }),
      db.summary.count({ where: { state: { in: ['draft', 'reviewed'] } } }),
    ]);
    let next = tomorrow;
    if (open + waiting + drafts === 0) {
      const planned = await db.reportingPeriod.findFirst({
        where: { state: 'planned', plan: { state: 'active' } },
        orderBy: { opensAt: 'asc' },
        select: { opensAt: true },
      });
      const opens = planned ? new Date(atLocal(localDate(planned.opensAt), MORNING)) : null;
      const idle = new Date(atLocal(addDays(today, IDLE_DAYS), MORNING));
      next = opens && opens > tomorrow && opens < idle ? opens : opens && opens <= tomorrow ? tomorrow : idle;
    }
    return agendaAt && agendaAt > now() && agendaAt < next ? agendaAt : next;
  }

  /** The office looks at its desk. Nothing is done on rest days. */
  async look(): Promise<void> {
    const now = this.world.now();
    if (!isWorkingDay(SHIPPED_CALENDAR, localDate(now))) return;
    if (now < new Date(atLocal(localDate(now), MORNING)) || now > new Date(atLocal(localDate(now), '17:00')))
      return;
    await this.extensions();
    await this.reports();
    await this.proposals();
    await this.world.settle();
    await this.summaries();
    await this.leaders();
  }

  private browserOf(organizationId: string, role: Staff['role']): Promise<FormClient> {
    const office = this.offices.find(({ commune }) => commune.id === organizationId);
    if (!office) throw new Error(`no office of ${organizationId} in this play`);
    return office.browser(role);
  }

  private async extensions(): Promise<void> {
    const open = await this.world.db.extension.findMany({
      where: { state: 'requested' },
      include: { obligation: true },
      orderBy: { id: 'asc' },
    });
    for (const { id, organizationId, obligationId, obligation } of open) {
      const client = await this.browserOf(organizationId, 'officer');
      const page = await client.get(`/nghia-vu/${obligationId}`);
      const days = policy.decisions.extensionWorkingDays;
      const newDate = addWorkingDays(SHIPPED_CALENDAR, localDate(obligation.dueAt), days).date;
      const reason = 'Văn phòng (demo) đồng ý theo đề nghị của đơn vị.';
      await accepted(
        client.submit(page, `/nghia-vu/${obligationId}/gia-han/${id}`, {
          newDate,
          reason,
          decision: 'grant',
        }),
      );
    }
  }

  private async reports(): Promise<void> {
    const received = await this.world.db.obligation.findMany({
      where: { state: 'submitted' },
      select: { id: true, organizationId: true, unitId: true },
      orderBy: { id: 'asc' },
    });
    for (const { id, organizationId, unitId } of received) {
      const client = await this.browserOf(organizationId, 'officer');
      const page = await client.get(`/nghia-vu/${id}`);
      if (this.returnsTo(unitId) && !this.returned.has(id)) {
        this.returned.add(id);
        const reason = policy.decisions.returnReason;
        await accepted(client.submit(page, `/nghia-vu/${id}/tra-lai`, { reason }));
      } else {
        await accepted(client.submit(page, `/nghia-vu/${id}/tiep-nhan`));
      }
    }
  }

  private async proposals(): Promise<void> {
    const waiting = await this.world.db.escalation.findMany({
      where: { state: 'proposed' },
      include: { obligation: { include: { unit: true, period: true, plan: true } } },
      orderBy: { id: 'asc' },
    });
    for (const { id, organizationId, level, round, decision, obligation } of waiting) {
      const { unit, plan, period } = obligation;
      const draw = lotOf(this.seed, 'escalation', unit.name, plan.title, period.code, `${level}.${round}`);
      // the office waits once; what comes back after that is decided
      const lot = decision === 'postpone' ? 0 : draw();
      const client = await this.browserOf(organizationId, 'office_head');
      const page = await client.get(`/de-nghi/${id}`);
      await accepted(client.submit(page, `/de-nghi/${id}`, this.decision(lot)));
    }
  }

  private decision(lot: number): Record<string, string> {
    const { escalation, amendReason, postponeReason, rejectReason } = policy.decisions;
    const today = localDate(this.world.now());
    const later = (days: number): string => addWorkingDays(SHIPPED_CALENDAR, today, days).date;
    if (lot < escalation.approve) return { decision: 'approve' };
    if (lot < escalation.approve + escalation.amend) {
      return { decision: 'amend', reason: amendReason, newDueDate: later(4) };
    }
    if (lot < escalation.approve + escalation.amend + escalation.postpone) {
      return { decision: 'postpone', reason: postponeReason, nextReviewOn: later(3) };
    }
    return { decision: 'reject', reason: rejectReason, nextReviewOn: later(5) };
  }

  /** Reviewed by the head of the office on one morning, issued by the leader on the next. */
  private async summaries(): Promise<void> {
    const open = await this.world.db.summary.findMany({
      where: { state: { in: ['draft', 'reviewed'] }, stale: false },
      orderBy: { id: 'asc' },
    });
    for (const { id, organizationId, state } of open) {
      const client = await this.browserOf(organizationId, state === 'draft' ? 'office_head' : 'leader');
      const page = await client.get(`/tong-hop/${id}`);
      const action = state === 'draft' ? `/tong-hop/${id}/ra-soat` : `/tong-hop/${id}/phat-hanh`;
      const note = 'Đã đối chiếu số liệu với báo cáo của các đơn vị (demo).';
      await accepted(client.submit(page, action, state === 'draft' ? { note } : {}));
    }
  }

  /** Leaders open the summaries that were sent to them, from the link in the mail. */
  private async leaders(): Promise<void> {
    for (const mail of this.world.mailbox.messages()) {
      if (this.read.has(mail.id)) continue;
      this.read.add(mail.id);
      const [, token] = /\/l\/([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})/.exec(mail.text) ?? [];
      if (!token) continue;
      const response = await fetch(`${this.world.web.url}/l/${token}`);
      if (!response.ok) throw new Error(`a leader could not open a summary: ${response.status}`);
      await response.arrayBuffer();
    }
  }
}
