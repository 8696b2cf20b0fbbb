/** Rules about messages: to whom, how often and when something may leave. */
import { isWorkingDay, type WorkCalendar } from '../../../domain/calendar';
import { localDate, localTime } from '../../../domain/time';
import {
  ASKING,
  type Examined,
  examine,
  type Facts,
  FINAL,
  type Finding,
  grouped,
  LEFT,
  type Message,
} from '../facts';

export function afterConfirmation({ ledger, sendings, obligation, plan }: Facts): Examined {
  const aboutReports = sendings.filter(({ message }) => message.items.length > 0);
  return examine(aboutReports, function* ({ message, at, instant }) {
    for (const { obligationId } of message.items) {
      const owning = plan.get(obligation.get(obligationId)?.planId ?? '');
      const ids = [message.id, obligationId];
      if (!owning) yield { detail: 'a message about an obligation that is not in the ledger', ids };
      else if (!owning.activatedAt || !owning.activatedById)
        yield { detail: `sent at ${instant} although nobody activated the plan`, ids };
      else if (at < Date.parse(owning.activatedAt))
        yield { detail: `sent at ${instant}, before the activation at ${owning.activatedAt}`, ids };
      else if (!activatedByPerson(ledger, owning))
        yield { detail: 'the audit log does not say which person activated the plan', ids };
    }
  });
}

function activatedByPerson(
  ledger: Facts['ledger'],
  { id, activatedById }: { id: string; activatedById: string | null },
) {
  const entry = ledger.audit.find(({ action, subjectId }) => action === 'plan.activated' && subjectId === id);
  return entry !== undefined && entry.actor.kind === 'user' && entry.actor.id === activatedById;
}

const lineKey = (message: Message, item: Message['items'][number]): string =>
  [item.obligationId, item.step, item.recipient, item.channel, item.revision, message.organizationId].join(
    '/',
  );

export function oncePerKey({ ledger }: Facts): Examined {
  const lines = ledger.messages
    .filter(({ state }) => LEFT.has(state))
    .flatMap((message) => linesOf(message).map((item) => ({ key: lineKey(message, item), id: message.id })));
  const twice = [...grouped(lines, ({ key }) => key)].filter(([, found]) => found.length > 1);
  const keys = grouped(ledger.messages, ({ organizationId, key }) => `${organizationId}/${key}`);
  const sameKey = [...keys].filter(([, found]) => found.length > 1);
  return {
    checked: lines.length,
    findings: [...twice, ...sameKey].map(([key, found]) => ({
      detail: `${found.length} messages for ${key}`,
      ids: found.map(({ id }) => id),
    })),
  };
}

/** Lines that were still owed when the message was written; the others were left out of its text. */
export const linesOf = ({ items }: Message): Message['items'] =>
  items.filter(({ dropped }) => dropped === null);

export function sentOnce({ ledger }: Facts): Examined {
  const attempts = grouped(ledger.deliveries, ({ messageId }) => messageId);
  return examine(ledger.messages, function* (message) {
    const own = [...(attempts.get(message.id) ?? [])].sort((a, b) => a.attempt - b.attempt);
    const accepted = own.filter(({ outcome }) => outcome === 'sent');
    const ids = [message.id, ...own.map(({ id }) => id)];
    if (accepted.length > 1) yield { detail: `accepted ${accepted.length} times by the provider`, ids };
    const last = own.at(-1);
    const doubtful = own.some((attempt) => attempt !== last && lostAnswer(attempt.outcome));
    if (doubtful && !message.possibleDuplicate)
      yield { detail: 'tried again after an unknown outcome, and not marked as a possible duplicate', ids };
    if (LEFT.has(message.state) && accepted.length === 0)
      yield { detail: `${message.state}, but no attempt was accepted`, ids };
  });
}

const lostAnswer = (outcome: string | null): boolean => outcome === 'unknown' || outcome === null;

export function notAfterSubmission({ ledger, obligation, timelineOf }: Facts): Examined {
  const asking = ledger.messages.filter(({ state, kind }) => LEFT.has(state) && ASKING.has(kind));
  return examine(asking, function* (message) {
    const { sentAt } = message;
    if (message.sentBeforeSubmission || !sentAt) return;
    for (const { obligationId } of linesOf(message)) {
      const row = obligation.get(obligationId);
      if (row && !timelineOf(row).owedBefore(Date.parse(sentAt)))
        yield {
          detail: `${message.kind} sent at ${sentAt}, when nothing was owed`,
          ids: [message.id, obligationId],
        };
    }
  });
}

export function onWorkingDays({ sendings, obligation, timelineOf }: Facts, calendar: WorkCalendar): Examined {
  return examine(sendings, function* ({ message, instant }) {
    const day = localDate(instant);
    if (isWorkingDay(calendar, day)) return;
    const dueDays = message.items.flatMap(({ obligationId }) => {
      const row = obligation.get(obligationId);
      return row ? [...timelineOf(row).clocks, told(row.deadline)].map((clock) => clock.slice(0, 10)) : [];
    });
    if (!dueDays.includes(day)) yield { detail: `sent on ${day}, not a working day`, ids: [message.id] };
  });
}

/** The day people were told, where it differs from the last day in time. */
const told = (deadline: unknown): string => String((deadline as { date?: string } | null)?.date ?? '');

const QUIET = { from: '21:00', to: '07:00' };

export function outsideQuietHours({ sendings }: Facts): Examined {
  return examine(sendings, function* ({ message, instant }) {
    const time = localTime(instant);
    if (time >= QUIET.from || time < QUIET.to) yield { detail: `sent at ${instant}`, ids: [message.id] };
  });
}

export function finalState({ ledger, endsAt }: Facts): Examined {
  return examine(ledger.messages, function* (message): Generator<Finding> {
    const { id, state, effectiveAt, reason, sentAt } = message;
    if (!FINAL.has(state)) {
      if (Date.parse(effectiveAt) > endsAt) return;
      yield { detail: `still ${state}, though it was to leave at ${effectiveAt}`, ids: [id] };
    } else if (LEFT.has(state) && !sentAt) yield { detail: `${state}, but nobody knows when`, ids: [id] };
    else if ((state === 'failed' || state === 'withheld' || state === 'unknown') && !reason)
      yield { detail: `${state} without a reason`, ids: [id] };
  });
}
