import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_CALENDAR } from '../../config/calendars';
import type { Ledger } from '../../scripts/demo/ledger';
import { decideEscalation } from '../../services/escalations';
import { at, type Register } from '../../services/register.fixture';
import { createTestDatabase } from '../harness/database';
import { timeSkipping } from '../harness/temporal';
import { checkLedger } from '../ledger/checker';
import { openWorld, seedCommune, submit, type World } from './world';

/** What becomes of each unit's overdue report. */
const [WHILE_WAITING, AFTER_APPROVAL, LETTER_WAITS, TWO_AT_ONCE] = [0, 1, 2, 3];
const PLAY_MS = 300_000;

describe('overdue reports and the people who decide about them', () => {
  let world: World;
  let commune: Register;
  /** nobody decides here */
  let silent: Register;
  let ledger: Ledger;
  let answers: { ok: boolean; decidedByName?: string }[];

  beforeAll(async () => {
    const [{ db }, environment] = await Promise.all([createTestDatabase(), timeSkipping()]);
    commune = await seedCommune(db, { units: 4, name: 'Ủy ban nhân dân xã Hà Đông' });
    silent = await seedCommune(db, { units: 1, name: 'Ủy ban nhân dân xã Im Lặng' });
    world = await openWorld({ db, environment, from: '2026-06-23T08:00' });
    const proposalOf = (position: number) =>
      db.escalation.findFirstOrThrow({ where: { obligationId: at(commune.obligations, position) } });
    const approve = async (who: 'head' | 'officer', position: number) => {
      const { id: escalationId } = await proposalOf(position);
      return decideEscalation(db, commune[who](world.clock()), { escalationId, decision: 'approve' });
    };

    await world.runUntil('2026-06-24T09:00');
    await submit(world, commune, WHILE_WAITING);
    await approve('head', AFTER_APPROVAL);
    // the report comes before the workflow hears of the approval
    await submit(world, commune, AFTER_APPROVAL, { deliver: false });
    await world.deliver();
    await world.runUntil('2026-06-24T10:00');
    answers = await Promise.all([approve('head', TWO_AT_ONCE), approve('officer', TWO_AT_ONCE)]);
    await world.deliver();
    await world.runUntil('2026-06-24T18:00');
    await approve('head', LETTER_WAITS);
    await world.deliver();
    await world.runUntil('2026-06-24T19:00');
    await submit(world, commune, LETTER_WAITS);
    await world.runUntil('2026-08-20T08:00');
    ledger = await world.ledger();
    await world.stop();
  }, PLAY_MS);

  const escalation = (register: Register, position: number) =>
    ledger.escalations.filter(({ obligationId }) => obligationId === at(register.obligations, position));
  const letters = (position: number) =>
    ledger.messages.filter(
      ({ kind, obligationIds }) =>
        kind === 'letter' && obligationIds.includes(at(commune.obligations, position)),
    );

  it('B67 proposes to the office after two working days, and tells no leader before a decision', () => {
    expect(ledger.escalations.map(({ proposedAt }) => proposedAt.slice(0, 16))).toEqual(
      Array(5).fill('2026-06-24T08:00'),
    );
    const leaders = [commune, silent].map(({ users }) => users.leader);
    const early = ledger.messages.filter(
      ({ userId, sentAt }) => userId && leaders.includes(userId) && sentAt && sentAt < '2026-06-24T10',
    );
    expect(early).toEqual([]);
  });

  it('B69 a report that arrives while the proposal waits withdraws it, and the approvers are told', () => {
    expect(escalation(commune, WHILE_WAITING)).toMatchObject([
      { state: 'withdrawn', decidedAt: null, issuedAt: null },
    ]);
    const told = ledger.messages.filter(
      ({ kind, obligationIds }) =>
        kind === 'proposal_withdrawn' && obligationIds.includes(at(commune.obligations, WHILE_WAITING)),
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ state }) => state === 'sent')).toBe(true);
    expect(letters(WHILE_WAITING)).toEqual([]);
  });

  it('B69 a report that arrives between approval and issue: no letter', () => {
    expect(escalation(commune, AFTER_APPROVAL)).toMatchObject([{ state: 'withdrawn', issuedAt: null }]);
    expect(letters(AFTER_APPROVAL)).toEqual([]);
  });

  it('B69 a report that arrives while the letter waits for the morning: the letter is withheld', () => {
    expect(letters(LETTER_WAITS).map(({ state }) => state)).toEqual(['withheld', 'withheld', 'withheld']);
    expect(world.email.delivered.filter(({ key }) => key.startsWith('letter/'))).toHaveLength(3);
  });

  it('B71 two approve at once: the first decision stands, the second is told, one letter', () => {
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = answers.find(({ ok }) => !ok);
    expect(refused?.decidedByName).toMatch(/\((head|officer)\)/);
    expect(escalation(commune, TWO_AT_ONCE)).toMatchObject([{ state: 'issued', round: 1 }]);
    expect(letters(TWO_AT_ONCE).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('B70 silence never escalates: the approvers are reminded, then the deputy, and the period waits for a person', () => {
    expect(escalation(silent, 0)).toMatchObject([{ state: 'proposed', decidedAt: null, issuedAt: null }]);
    const nudges = ledger.messages.filter(
      ({ kind, organizationId }) => kind === 'approver_reminder' && organizationId === silent.organizationId,
    );
    expect(nudges.length).toBeGreaterThan(3);
    expect(nudges[0]?.sentAt?.slice(0, 10)).toBe('2026-06-26');
    expect(new Set(nudges.map(({ userId }) => userId))).not.toContain(silent.users.leader);
    const waiting = ledger.periods.find(({ id }) => id === silent.periodId);
    expect(waiting).toMatchObject({ state: 'open', closedAt: null });
  });

  it('leaves a ledger in which every rule holds', () => {
    expect(checkLedger(ledger, { calendar: SHIPPED_CALENDAR })).toEqual([]);
  });
});
