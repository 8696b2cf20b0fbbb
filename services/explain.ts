/** Why one report is due when it is, from the register: a sentence and the chain behind it. */
import { type Deadline, explainDeadline } from '../domain/deadlines';
import { isoInstant } from '../domain/time';
import type { Database } from './context';
import { isId } from './obligations';

/** Law 4: every link of the chain names its source. */
export interface Explained {
  obligationId: string;
  /** Vietnamese, one sentence */
  explanation: string;
  plan: string;
  period: string;
  unit: string;
  state: string;
  dueAt: string;
  /** the common date beneath an extension */
  originalDueAt: string | null;
  /** how often the deadline was set; 1: never moved */
  revision: number;
  provisional: boolean;
  chain: Deadline['chain'];
}

/** For the operator, over all communes. @returns null where the register has no such obligation */
export async function explainObligation(db: Database, id: string): Promise<Explained | null> {
  if (!isId(id)) return null;
  const found = await db.obligation.findFirst({
    where: { id },
    include: {
      plan: { select: { title: true } },
      period: { select: { label: true } },
      unit: { select: { name: true } },
    },
  });
  if (!found) return null;
  const deadline = found.deadline as unknown as Deadline;
  return {
    obligationId: found.id,
    explanation: explainDeadline(deadline),
    plan: found.plan.title,
    period: found.period.label,
    unit: found.unit.name,
    state: found.state,
    dueAt: isoInstant(found.dueAt),
    originalDueAt: found.originalDueAt ? isoInstant(found.originalDueAt) : null,
    revision: found.revision,
    provisional: deadline.provisional,
    chain: deadline.chain,
  };
}
