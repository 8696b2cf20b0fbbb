/** What becomes of a queued message at the moment of sending: decided here, once more, just before it leaves (B37, B40). */
import type { WorkCalendar } from './calendar';
import { nextSendInstant, type ReminderPolicy } from './ladder';
import type { ObligationStatus } from './terms';
import { type IsoDate, type IsoInstant, isAfter, localDate } from './time';

export type MessageChannel = 'email' | 'zalo';

/** Message kinds that ask for a report: they are pointless once it is no longer owed. */
const ASKING = new Set(['reminder', 'change_notice', 'returned', 'handover', 'letter']);

export const isAsking = (kind: string): boolean => ASKING.has(kind);

/** States in which a unit still has to act. */
export function isOwed(state: ObligationStatus): boolean {
  return state === 'expected' || state === 'open' || state === 'returned';
}

export interface OutboxItem {
  obligationId: string;
  revision: number;
  state: ObligationStatus;
  /** the obligation's revision now; a newer one means the deadline moved after the message was queued */
  currentRevision: number;
  dueAt: IsoInstant;
  planSuspended: boolean;
  /** the report passed to another unit since: its people are told, not these (B94) */
  elsewhere?: boolean;
  /** a later message of this kind about the same report went to the same person, or waits behind this one (B38) */
  superseded?: boolean;
}

export interface OutboxRoute {
  id: string;
  kind: 'email' | 'zalo' | 'phone';
  state: 'active' | 'bounced' | 'blocked' | 'opted_out';
}

export type SendDecision =
  | { act: 'send'; keep: string[]; routeId: string | null }
  | { act: 'hold'; until: IsoInstant; reason: string }
  | { act: 'withhold'; reason: string };

export const WITHHELD = {
  notOwed: 'Không gửi: báo cáo đã nộp hoặc không còn phải nộp',
  deadlineMoved: 'Không gửi: hạn nộp đã thay đổi, nhắc theo hạn mới',
  suspended: 'Không gửi: kế hoạch đang tạm dừng',
  reassigned: 'Không gửi: báo cáo đã chuyển cho đơn vị khác',
  superseded: 'Không gửi: đã có thông báo sau thay thế',
  noRoute: 'Không gửi được: đầu mối chưa có thư điện tử hoặc Zalo dùng được',
  noContact: 'Không gửi được: đơn vị chưa có đầu mối',
} as const;

/** Looks at one message with the register as it is now. Letters and reminders are dropped when nothing is owed any more. */
export function decideSend({
  kind,
  channel,
  items,
  routes,
  now,
  calendar,
  policy,
}: {
  kind: string;
  channel: MessageChannel;
  items: readonly OutboxItem[];
  /** the contact's routes; null for staff, who are reached at their account's address */
  routes: readonly OutboxRoute[] | null;
  now: IsoInstant;
  calendar: WorkCalendar;
  policy: Pick<ReminderPolicy, 'quiet' | 'sendWindow'>;
}): SendDecision {
  const reasons = ASKING.has(kind) ? items.map(pointless) : items.map(() => null);
  const kept = items.filter((_item, position) => reasons[position] === null);
  const [reason] = reasons;
  if (reason && kept.length === 0) {
    const one = reasons.every((other) => other === reason);
    return { act: 'withhold', reason: one ? reason : WITHHELD.notOwed };
  }
  // a reminder of an older deadline would name the wrong day; the ladder of the new one reminds anew (B44)
  const current = kind === 'reminder' ? kept.filter((item) => item.revision === item.currentRevision) : kept;
  if (kept.length > 0 && current.length === 0) return { act: 'withhold', reason: WITHHELD.deadlineMoved };
  const route = routes === null ? null : routeFor(routes, channel);
  if (routes !== null && route === null) return { act: 'withhold', reason: WITHHELD.noRoute };
  const dueDate = earliestDueToday(current, now);
  const until = nextSendInstant({ at: now, calendar, policy, ...(dueDate ? { dueDate } : {}) });
  if (isAfter(until, now)) return { act: 'hold', until, reason: 'Giữ lại đến giờ được gửi' };
  return { act: 'send', keep: current.map(({ obligationId }) => obligationId), routeId: route?.id ?? null };
}

/** Why asking for this report now would be wrong; null where it is right. */
export function pointless({ state, planSuspended, elsewhere, superseded }: OutboxItem): string | null {
  if (planSuspended) return WITHHELD.suspended;
  if (!isOwed(state)) return WITHHELD.notOwed;
  if (elsewhere) return WITHHELD.reassigned;
  return superseded ? WITHHELD.superseded : null;
}

function earliestDueToday(items: readonly OutboxItem[], now: IsoInstant): IsoDate | null {
  const today = localDate(now);
  return items.some((item) => localDate(item.dueAt) === today) ? today : null;
}

/** The working route of a channel; Zalo is reached by its user id first, by phone number (template) second. */
export function routeFor<R extends OutboxRoute>(routes: readonly R[], channel: MessageChannel): R | null {
  const kinds = channel === 'email' ? (['email'] as const) : (['zalo', 'phone'] as const);
  for (const kind of kinds) {
    const found = routes.find((route) => route.kind === kind && route.state === 'active');
    if (found) return found;
  }
  return null;
}

/** Channels for a message: Zalo first where it is linked, else e-mail; every working one for the steps at the deadline. */
export function channelsFor(
  routes: readonly OutboxRoute[],
  wanted: 'preferred' | 'all' | 'email',
): MessageChannel[] {
  const email = routeFor(routes, 'email') ? (['email'] as const) : [];
  // a phone number alone is a fallback inside the channel, never a reason to start with a paid template
  const linked = routes.some(({ kind, state }) => kind === 'zalo' && state === 'active');
  const zalo = linked ? (['zalo'] as const) : [];
  if (wanted === 'email') return [...email];
  if (wanted === 'all') return [...zalo, ...email];
  return linked ? ['zalo'] : [...email];
}
