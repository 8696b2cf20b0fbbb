import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR } from '../../config/calendars';
import type { CompiledSummary } from '../../domain/compile-types';
import type { Ledger } from '../../scripts/demo/ledger';
import { checkLedger, examineLedger, RULES, type RuleName } from './checker';
import { DUE_AT, on, validLedger } from './ledger.fixture';

const options = { calendar: SHIPPED_CALENDAR };

type Break = (ledger: Ledger) => unknown;

const set = <T extends object>(row: T, change: Partial<T>): T => Object.assign(row, change);

const the = <T extends { id: string }>(rows: readonly T[], id: string): T => {
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`the fixture has no ${id}`);
  return row;
};

const message = (ledger: Ledger, id: string) => the(ledger.messages, id);

/** Moves a message and its attempts to another instant. */
function sendAt(ledger: Ledger, id: string, instant: string): void {
  message(ledger, id).sentAt = instant;
  for (const delivery of ledger.deliveries) if (delivery.messageId === id) delivery.startedAt = instant;
}

const compiled = (ledger: Ledger): CompiledSummary =>
  the(ledger.summaries, 'tong-hop').compiled as unknown as CompiledSummary;

const figure = (ledger: Ledger) => {
  const [first] = compiled(ledger).figures;
  if (!first) throw new Error('the fixture has no figure');
  return first;
};

const chain = (ledger: Ledger, id: string) =>
  (the(ledger.obligations, id).deadline as { chain: { step: string; value: string; source: unknown }[] })
    .chain;

/** Everything that may go wrong, by the rule that must see it. */
const BROKEN: [RuleName, string, Break][] = [
  [
    'after-confirmation',
    'a reminder before the activation',
    (l) => sendAt(l, 'm-truoc-15', on('01-05 09:30')),
  ],
  [
    'after-confirmation',
    'a plan that nobody activated',
    (l) => set(the(l.plans, 'plan'), { activatedById: null }),
  ],
  [
    'after-confirmation',
    'an activation by the service',
    (l) => {
      const entry = l.audit.find(({ action }) => action === 'plan.activated');
      if (entry) entry.actor = { kind: 'service', id: null, name: 'Hệ thống Đôn Đốc' };
    },
  ],
  [
    'once-per-key',
    'the same step to the same person twice',
    (l) => l.messages.push({ ...message(l, 'm-truoc-15'), id: 'm-lai', key: 'khac' }),
  ],
  [
    'once-per-key',
    'two rows with one key',
    (l) => set(message(l, 'm-khong-gui'), { key: message(l, 'm-truoc-15').key }),
  ],
  ['sent-once', 'two accepted attempts', (l) => set(the(l.deliveries, 'm-hai-lan#1'), { outcome: 'sent' })],
  [
    'sent-once',
    'a repeated attempt that nobody marked',
    (l) => set(message(l, 'm-hai-lan'), { possibleDuplicate: false }),
  ],
  [
    'sent-once',
    'a sent message that no provider accepted',
    (l) => set(the(l.deliveries, 'm-dung-han#1'), { outcome: 'refused' }),
  ],
  [
    'not-after-submission',
    'a reminder after the report',
    (l) => {
      sendAt(l, 'm-kip', on('06-15 07:30'));
      message(l, 'm-kip').sentBeforeSubmission = false;
    },
  ],
  [
    'not-after-submission',
    'a line of a digest whose report was in',
    (l) => message(l, 'm-gop').items.map((item) => set(item, { dropped: null })),
  ],
  [
    'not-after-submission',
    'a request for a correction that is in',
    (l) => sendAt(l, 'm-tra-lai', on('06-24 09:00')),
  ],
  ['working-days', 'a reminder on a Saturday', (l) => sendAt(l, 'm-truoc-15', on('06-06 07:30'))],
  ['working-days', 'a summary on a Sunday', (l) => sendAt(l, 'm-tong-hop', on('06-28 09:00'))],
  ['quiet-hours', 'a reminder at 21:00', (l) => sendAt(l, 'm-truoc-15', on('06-04 21:00'))],
  ['quiet-hours', 'a reminder at 06:59', (l) => sendAt(l, 'm-truoc-15', on('06-04 06:59'))],
  [
    'quiet-hours',
    'an attempt of unknown outcome at night',
    (l) => set(the(l.deliveries, 'm-hai-lan#1'), { startedAt: on('06-21 23:00') }),
  ],
  ['final-state', 'a message that still waits', (l) => set(message(l, 'm-dung-han'), { state: 'held' })],
  ['final-state', 'a claim that nobody settled', (l) => set(message(l, 'm-dung-han'), { state: 'sending' })],
  ['final-state', 'withheld without a reason', (l) => set(message(l, 'm-khong-gui'), { reason: null })],
  ['overdue-proposed', 'an overdue report never proposed', (l) => set(l, { escalations: [] })],
  [
    'overdue-proposed',
    'an overdue correction never proposed',
    (l) => set(l, { submissions: l.submissions.filter(({ id }) => id !== 'b.v2') }),
  ],
  [
    'overdue-proposed',
    'an extended report never proposed against its new deadline',
    (l) => set(l, { submissions: l.submissions.filter(({ id }) => id !== 'd.v1') }),
  ],
  [
    'overdue-proposed',
    'a second level that was never taken',
    (l) => {
      const level = (n: number) => ({ level: n, name: `Cấp ${n}`, role: 'leader' });
      the(l.organizations, 'xa').settings = { escalation: { levels: [level(1), level(2)] } };
    },
  ],
  [
    'once-per-level',
    'the same level twice, the first still open',
    (l) => set(the(l.escalations, 'de-nghi-1'), { state: 'approved' }),
  ],
  [
    'once-per-level',
    'a proposal within the grace',
    (l) => set(the(l.escalations, 'de-nghi-1'), { proposedAt: on('06-23 08:00') }),
  ],
  [
    'once-per-level',
    'proposed again before the review day',
    (l) => set(the(l.escalations, 'de-nghi-2'), { proposedAt: on('06-30 08:00') }),
  ],
  [
    'once-per-level',
    'a third proposal at one level',
    (l) => {
      the(l.escalations, 'de-nghi-2').state = 'rejected';
      const second = the(l.escalations, 'de-nghi-2');
      l.escalations.push({ ...second, id: 'de-nghi-3', round: 3, proposedAt: on('07-20 08:00') });
    },
  ],
  [
    'decided-by-person',
    'issued without a decision',
    (l) => set(the(l.escalations, 'de-nghi-2'), { decidedAt: null }),
  ],
  [
    'decided-by-person',
    'issued before the decision',
    (l) => set(the(l.escalations, 'de-nghi-2'), { issuedAt: on('07-08 08:00') }),
  ],
  [
    'decided-by-person',
    'issued after a rejection',
    (l) => set(the(l.escalations, 'de-nghi-2'), { decision: 'reject' }),
  ],
  [
    'decided-by-person',
    'a decision that the log does not know',
    (l) => set(l, { audit: l.audit.filter(({ subjectId }) => subjectId !== 'de-nghi-2') }),
  ],
  [
    'decided-by-person',
    'a letter about a proposal that was rejected',
    (l) => message(l, 'm-cong-van').items.map((item) => set(item, { step: 'letter/1.1' })),
  ],
  ['confirmed-source', 'a rule nobody confirmed', (l) => set(the(l.rules, 'che-do'), { confirmedBy: null })],
  [
    'confirmed-source',
    'a rule confirmed after the activation',
    (l) => {
      the(l.rules, 'che-do').confirmedAt = on('01-06 09:00');
      l.audit = l.audit.filter(({ action }) => action !== 'rule.confirmed');
    },
  ],
  [
    'confirmed-source',
    'a step without a source',
    (l) => chain(l, 'a').map((step) => set(step, { source: { kind: 'van_ban', text: '' } })),
  ],
  [
    'confirmed-source',
    'an extension that no person granted',
    (l) =>
      chain(l, 'd').forEach((step) => {
        if (step.step === 'extension') step.source = { kind: 'mau', text: 'tự động' };
      }),
  ],
  [
    'chain-result',
    'another date than the chain gives',
    (l) => set(the(l.obligations, 'a'), { dueAt: on('06-30 23:59') }),
  ],
  ['chain-result', 'a chain without an end', (l) => chain(l, 'a').pop()],
  [
    'chain-result',
    'a moved deadline without a word about it',
    (l) => set(the(l.obligations, 'a'), { originalDueAt: on('06-10 23:59') }),
  ],
  ['figures-re-add', 'a wrong total', (l) => set(figure(l), { actual: 66 })],
  [
    'figures-re-add',
    'a figure that its report does not give',
    (l) => {
      const [part] = figure(l).parts;
      if (part) part.value = 41;
      figure(l).actual = 66;
    },
  ],
  [
    'figures-re-add',
    'a report left out',
    (l) => {
      figure(l).parts.pop();
      figure(l).actual = 40;
    },
  ],
  ['figures-re-add', 'a source it does not name', (l) => set(the(l.summaries, 'tong-hop'), { used: [] })],
  [
    'figures-re-add',
    'a report handed in after it was compiled',
    (l) => set(the(l.submissions, 'a.v1'), { submittedAt: on('06-25 09:00') }),
  ],
  ['figures-re-add', 'a wrong count', (l) => set(compiled(l).counts, { received: 3 })],
  [
    'audit-chain',
    'an entry that was changed',
    (l) => l.audit.slice(1, 2).map((entry) => set(entry, { after: { state: 'active', periods: 3 } })),
  ],
  ['audit-chain', 'an entry that was taken out', (l) => l.audit.splice(1, 1)],
  [
    'audit-chain',
    'two entries in the wrong order',
    (l) => l.audit.slice(1, 2).map((entry) => set(entry, { id: 10 })),
  ],
];

describe('the checker of ledgers', () => {
  it('finds nothing in a ledger that is as it should be, and every rule looked at something', () => {
    const reports = examineLedger(validLedger(), options);
    expect(
      reports.flatMap(({ rule, findings }) => findings.map(({ detail }) => `${rule}: ${detail}`)),
    ).toEqual([]);
    expect(reports.filter(({ checked }) => checked === 0).map(({ rule }) => rule)).toEqual([]);
  });

  it.each(BROKEN)('%s sees %s', (rule, _what, breakIt) => {
    const ledger = validLedger();
    breakIt(ledger);
    const found = checkLedger(ledger, options);
    expect(found.map((violation) => violation.rule)).toContain(rule);
    expect(found.every(({ ids }) => ids.length > 0)).toBe(true);
  });

  it('has broken ledgers for every rule', () => {
    const tried = new Set(BROKEN.map(([rule]) => rule));
    expect(Object.keys(RULES).filter((rule) => !tried.has(rule as RuleName))).toEqual([]);
  });

  it('is described rule by rule in docs/ledger.md', () => {
    const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');
    const missing = Object.entries(RULES).filter(
      ([rule, { says }]) => !page.includes(`| \`${rule}\` | ${says} |`),
    );
    expect(missing).toEqual([]);
  });

  it('lets a message wait whose time lies after the end of the run', () => {
    const ledger = validLedger();
    ledger.run = { ...ledger.run, until: on('12-04') };
    expect(checkLedger(ledger, options).map(({ rule }) => rule)).toEqual(['final-state']);
  });

  it('lets a reminder leave on a rest day when the report is due that day', () => {
    const ledger = validLedger();
    const saturday = '2026-06-20T23:59:59.999+07:00';
    the(ledger.obligations, 'c').dueAt = saturday;
    sendAt(ledger, 'm-dung-han', on('06-20 07:30'));
    expect(checkLedger(ledger, options).map(({ rule }) => rule)).not.toContain('working-days');
    expect(DUE_AT).not.toBe(saturday);
  });
});
