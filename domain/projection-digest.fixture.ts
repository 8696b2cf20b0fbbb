/** A digest of many projections, to be printed by processes in other time zones and compared (B12). */
import { createHash } from 'node:crypto';
import { ladderFor } from './ladder';
import { projectObligations } from './plan-projection';
import { calendar, policy, rule } from './testing.fixture';

export function digestOfProjections(): string {
  const hash = createHash('sha256');
  for (const termFrom of ['2025-01-01', '2026-03-31', '2026-12-31']) {
    const projection = projectObligations({
      plan: { id: 'p1', state: 'active', termFrom, termTo: '2030-12-31' },
      rules: [
        rule(),
        rule({
          id: 'r2',
          cycle: 'thang',
          deadlineRule: { kind: 'dayOfEachMonth', day: 31, of: 'next_month', bound: 'before' },
        }),
        rule({
          id: 'r3',
          cycle: 'hang_nam',
          preset: 'DUONG_LICH',
          deadlineRule: { kind: 'weekday', weekday: 5, hour: '16:00' },
        }),
      ],
      units: [],
      calendar,
      from: '2026-06-16T23:30:00.000+07:00',
    });
    const ladders = projection.periods.map(({ deadline }) => ladderFor({ deadline, policy, calendar }));
    hash.update(JSON.stringify([projection, ladders]));
  }
  return hash.digest('hex');
}

if (process.argv[2] === 'print') console.log(digestOfProjections());
