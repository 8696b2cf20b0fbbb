/** Proves a run from its ledger alone: every rule of docs/ledger.md over the JSON that the player wrote. Pure. */
import type { WorkCalendar } from '../../domain/calendar';
import type { Ledger } from '../../scripts/demo/ledger';
import { type Examined, type Facts, type Finding, factsOf } from './facts';
import { auditChain } from './rules/audit';
import { chainResult, confirmedSource } from './rules/deadlines';
import { decidedByPerson, oncePerLevel, overdueProposed } from './rules/escalations';
import {
  afterConfirmation,
  finalState,
  notAfterSubmission,
  oncePerKey,
  onWorkingDays,
  outsideQuietHours,
  sentOnce,
} from './rules/messages';
import { figuresReAdd } from './rules/summaries';

interface Rule {
  /** one sentence; docs/ledger.md repeats it */
  says: string;
  check: (facts: Facts, calendar: WorkCalendar) => Examined;
}

export const RULES = {
  'after-confirmation': {
    says: 'No message about an obligation leaves before a person activated its plan.',
    check: afterConfirmation,
  },
  'once-per-key': {
    says: 'At most one message leaves for one obligation, step, contact, channel and revision of the deadline.',
    check: oncePerKey,
  },
  'sent-once': {
    says: 'The provider accepts a message once; what is tried again after an unknown outcome is marked as a possible duplicate.',
    check: sentOnce,
  },
  'not-after-submission': {
    says: 'Nothing that asks for a report leaves once it is handed in, except what is marked "gửi trước khi nộp".',
    check: notAfterSubmission,
  },
  'working-days': {
    says: 'Nothing leaves on a day that is not a working day, unless one of its reports is due that day.',
    check: onWorkingDays,
  },
  'quiet-hours': { says: 'Nothing leaves between 21:00 and 07:00.', check: outsideQuietHours },
  'final-state': {
    says: 'Every message that was to leave before the end of the run has a final state, with the instant or the reason.',
    check: finalState,
  },
  'overdue-proposed': {
    says: 'Every report still owed when its grace is over, in an open period of a plan in force, is proposed for escalation, and again at the next level.',
    check: overdueProposed,
  },
  'once-per-level': {
    says: 'A report is proposed once for each level and deadline, never within the grace, and again only after a rejection or withdrawal.',
    check: oncePerLevel,
  },
  'decided-by-person': {
    says: 'No escalation is issued and no letter leaves without a decision of a person before it.',
    check: decidedByPerson,
  },
  'confirmed-source': {
    says: 'Every deadline rests on a rule that a person confirmed before the activation, and every step of its chain names a source.',
    check: confirmedSource,
  },
  'chain-result': { says: 'Every deadline is the result of its own chain.', check: chainResult },
  'figures-re-add': {
    says: 'Every figure and count of a summary adds up again from the reports it names, and no figure of theirs is left out.',
    check: figuresReAdd,
  },
  'audit-chain': {
    says: 'The audit log of an organization is one chain: ascending numbers, every entry linked to the one before, every hash right.',
    check: auditChain,
  },
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

export interface Violation extends Finding {
  rule: RuleName;
}

export interface RuleReport extends Examined {
  rule: RuleName;
  says: string;
}

/** Every rule with what it looked at and what it found. */
export function examineLedger(ledger: Ledger, { calendar }: { calendar: WorkCalendar }): RuleReport[] {
  const facts = factsOf(ledger);
  return (Object.keys(RULES) as RuleName[]).map((rule) => {
    const { says, check }: Rule = RULES[rule];
    return { rule, says, ...check(facts, calendar) };
  });
}

/** What is wrong with the ledger; nothing where all is well. */
export function checkLedger(ledger: Ledger, options: { calendar: WorkCalendar }): Violation[] {
  return examineLedger(ledger, options).flatMap(({ rule, findings }) =>
    findings.map((finding) => ({ rule, ...finding })),
  );
}
