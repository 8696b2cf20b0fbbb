// The drawings of docs/states.md are the machines of domain/: every arrow is there, and no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decideEscalation, type EscalationEvent, newEscalation } from '../../domain/escalation';
import {
  newObligation,
  type ObligationEvent,
  type ObligationState,
  transition,
} from '../../domain/obligation';
import { type PlanEvent, planTransition } from '../../domain/plan-life';
import { PLAN_STATE_TERMS, type PlanState } from '../../domain/terms';
import { ROOT } from '../../scripts/setup/paths.mjs';

/** Arrows 'from event to' of the diagram under a heading; what follows the event's name is for people. */
function drawn(heading: string): string[] {
  const page = readFileSync(join(ROOT, 'docs/states.md'), 'utf8');
  const [, section = ''] = page.split(`\n## ${heading}`);
  const diagram = /```mermaid\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return [...diagram.matchAll(/^ *(\w+) --> (\w+): (\w+)/gm)]
    .map(([, from, to, event]) => `${from} ${event} ${to}`)
    .sort();
}

const AT = '2026-06-10T09:00:00.000+07:00';
const LATER = '2026-06-20T23:59:59.999+07:00';
const reason = 'lý do';

const OBLIGATION_EVENTS: ObligationEvent[] = [
  { type: 'open', at: AT },
  { type: 'submit', at: AT, by: 'contact', basedOn: 99 },
  { type: 'accept', at: AT },
  { type: 'return', at: AT, reason, correctionDueAt: LATER },
  { type: 'withdraw', at: AT },
  { type: 'open_correction', at: AT, reason, correctionDueAt: LATER },
  { type: 'exempt', at: AT, reason },
  { type: 'cancel', at: AT, reason },
];

describe('docs/states.md', () => {
  it('draws the obligation as the machine moves it', () => {
    const arrows = new Set<string>();
    const seen = new Set<string>();
    const waiting: ObligationState[] = [newObligation({ dueAt: LATER })];
    for (let state = waiting.pop(); state; state = waiting.pop()) {
      // Three versions reach every arrow; more of them would go on for ever.
      if (seen.has(JSON.stringify(state)) || state.versions.length > 3) continue;
      seen.add(JSON.stringify(state));
      for (const event of OBLIGATION_EVENTS) {
        const next = transition(state, event);
        if (!next.ok || next.repeated) continue;
        arrows.add(`${state.status} ${event.type} ${next.state.status}`);
        waiting.push(next.state);
      }
    }
    expect(drawn('Obligation')).toEqual([...arrows].sort());
  });

  it('draws the life of a plan', () => {
    const states = Object.keys(PLAN_STATE_TERMS) as PlanState[];
    const events: PlanEvent[] = ['activate', 'suspend', 'resume', 'end', 'terminate'];
    const arrows = states.flatMap((from) =>
      events.flatMap((event) => {
        const next = planTransition(from, event);
        return next.ok && !next.repeated ? [`${from} ${event} ${next.state}`] : [];
      }),
    );
    expect(drawn('Plan')).toEqual(arrows.sort());
  });

  it('draws what may become of a proposal', () => {
    const by = { at: AT, by: 'head', approverId: 'head' };
    const events: EscalationEvent[] = [
      { type: 'approve', ...by },
      { type: 'amend', ...by, reason },
      { type: 'postpone', ...by, reason, reviewOn: '2026-06-20' },
      { type: 'reject', ...by, reason, reviewOn: '2026-06-20' },
      { type: 'resume', at: AT },
      { type: 'withdraw', at: AT, reason },
      { type: 'issue', at: AT },
    ];
    const arrows = new Set<string>();
    const seen = new Set<string>();
    const waiting = [newEscalation({ level: 1, proposerId: 'service', proposedAt: AT })];
    for (let state = waiting.pop(); state; state = waiting.pop()) {
      if (seen.has(JSON.stringify(state))) continue;
      seen.add(JSON.stringify(state));
      for (const event of events) {
        const next = decideEscalation(state, event, { fourEyes: true });
        if (!next.ok || next.repeated) continue;
        arrows.add(`${state.state} ${event.type} ${next.escalation.state}`);
        waiting.push(next.escalation);
      }
    }
    expect(drawn('Escalation')).toEqual([...arrows].sort());
  });
});
