/**
 * A digest of many projections, to be compared between processes in different time zones (B12). Run as a program it
 * reads the plans from its standard input and prints the digest. It imports little, so that it starts quickly.
 */
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { explainDeadline } from './deadlines';
import { ladderFor, type ReminderPolicy } from './ladder';
import { type ProjectionInput, projectObligations } from './plan-projection';
import { times } from './projection';

export interface DigestInput {
  plans: ProjectionInput[];
  policy: ReminderPolicy;
}

/** sha256 over rows, chains, sentences and instants of all plans, in hex. */
export function digestOfProjections({ plans, policy }: DigestInput): string {
  const hash = createHash('sha256');
  for (const plan of plans) {
    const { calendar } = plan;
    const projection = projectObligations(plan);
    const instants = projection.periods.map(({ deadline }) => [
      explainDeadline(deadline),
      ladderFor({ deadline, policy, calendar }),
      times(deadline, policy, calendar),
    ]);
    hash.update(JSON.stringify([projection, instants]));
  }
  return hash.digest('hex');
}

if (process.argv[2] === 'print') console.log(digestOfProjections(JSON.parse(await text(process.stdin))));
