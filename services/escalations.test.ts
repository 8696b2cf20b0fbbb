import { beforeEach, describe, expect, it } from 'vitest';
import type { Prisma } from '../prisma/generated/client';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction } from './context';
import type { CaseFile } from './escalation-case';
import { decideEscalation, followEscalations, proposeByHand, withdrawEscalations } from './escalations';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { returnSubmission } from './returns';
import { submitReport } from './submissions';

describe('escalations', () => {
  let db: Database;
  let register: Register;
  let first: string;
  const start = async (settings: Prisma.InputJsonValue = {}) => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db, { settings });
    first = at(register.obligations, 0);
  };
  beforeEach(() => start());

  const follow = (when: string) =>
    inTransaction(db, (tx) => followEscalations(tx, register.service(when), { periodId: register.periodId }));
  const send = (position: number, when: string) =>
    submitReport(db, register.contact(position, when), {
      obligationId: at(register.obligations, position),
      sections: { results: 'Đã thực hiện.' },
    });
  const proposal = (obligationId = first) =>
    db.escalation.findFirstOrThrow({
      where: { obligationId },
      orderBy: [{ level: 'desc' }, { round: 'desc' }],
    });
  const messages = (kind: 'proposal' | 'letter' | 'proposal_withdrawn' | 'approver_reminder' | 'alert') =>
    db.message.findMany({ where: { kind }, orderBy: { key: 'asc' } });

  it('B67 proposes after the grace in working days, not before, and tells no leader', async () => {
    await send(1, '2026-06-18');
    await send(2, '2026-06-18');
    // due Friday 19/6; two working days of grace: Monday 22 and Tuesday 23
    const early = await follow('2026-06-23T17:00:00');
    expect(early).toMatchObject({ proposed: 0, open: 0, nextCheckAt: '2026-06-24T08:00:00.000+07:00' });
    expect(await follow('2026-06-24T08:00:00')).toMatchObject({ proposed: 1, open: 1 });
    expect(await follow('2026-06-24T08:00:01')).toMatchObject({ proposed: 0, open: 1 });
    const told = (await messages('proposal')).map(({ userId }) => userId);
    expect(told).not.toContain(register.users.leader);
    expect(told).toContain(register.users.officer);
    const { caseFile } = await proposal();
    expect(caseFile as unknown as CaseFile).toMatchObject({
      clockFrom: '2026-06-19T23:59:59.999+07:00',
      obligation: { unitName: 'Đơn vị 1', state: 'open' },
      contacts: [{ name: 'Đầu mối 1' }, { name: 'Trưởng 1' }],
    });
  });

  it('B70 a rejection needs a reason and a day of review; then the same level may be proposed again', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    const reject = (more: object) =>
      decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
        escalationId: id,
        decision: 'reject',
        ...more,
      });
    expect(await reject({ nextReviewOn: '2026-07-01' })).toMatchObject({
      error: { code: 'ESCALATION_NEEDS_REASON' },
    });
    expect(await reject({ reason: 'Đã gọi điện.' })).toMatchObject({
      error: { code: 'ESCALATION_NEEDS_REASON' },
    });
    expect(await reject({ reason: 'Đã gọi điện.', nextReviewOn: '2026-06-24' })).toMatchObject({
      error: { code: 'ESCALATION_REVIEW_DATE_PAST' },
    });
    expect(await reject({ reason: 'Đã gọi điện.', nextReviewOn: '2026-07-06' })).toMatchObject({ ok: true });
    expect(await follow('2026-07-03T08:00:00')).toMatchObject({ proposed: 0 });
    await follow('2026-07-06T08:00:00');
    expect(await proposal()).toMatchObject({ level: 1, round: 2, state: 'proposed' });
  });

  it('B70 silence: the approver is reminded, then the deputy, and nothing is ever issued by itself', async () => {
    await follow('2026-06-24T08:00:00');
    expect(await follow('2026-06-25T08:00:00')).toMatchObject({
      nudged: 0,
      nextCheckAt: '2026-06-26T08:00:00.000+07:00',
    });
    expect(await follow('2026-06-26T08:00:00')).toMatchObject({ nudged: 3 });
    expect(await follow('2026-06-30T08:00:00')).toMatchObject({ nudged: 3 });
    const reminded = await messages('approver_reminder');
    const deputies = reminded.filter(({ facts }) => (facts as { toDeputy?: boolean }).toDeputy);
    expect(deputies.map(({ userId }) => userId)).toEqual([register.users.head]);
    expect(reminded.length).toBeGreaterThan(deputies.length);
    for (const day of ['2026-07-02', '2026-07-06', '2026-07-20']) await follow(`${day}T08:00:00`);
    expect(await db.escalation.groupBy({ by: ['state'], _count: true })).toEqual([
      { state: 'proposed', _count: 3 },
    ]);
    expect(await messages('letter')).toEqual([]);
  });

  it('B70 postponed: it comes back on the review day and waits for a person again', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
      escalationId: id,
      decision: 'postpone',
      reason: 'Đơn vị hẹn nộp.',
      nextReviewOn: '2026-06-29',
    });
    await follow('2026-06-26T08:00:00');
    expect(await db.escalation.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'postponed' });
    await follow('2026-06-29T08:00:00');
    expect(await db.escalation.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'proposed' });
  });

  it('B71 two people at once: the first decision stands, the second is told who decided', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    const scope = (key: 'officer' | 'officer2') => ({
      ...register.officer('2026-06-24T09:00:00'),
      actor: { kind: 'user' as const, id: register.users[key], name: key },
    });
    const results = await Promise.all([
      decideEscalation(db, scope('officer'), { escalationId: id, decision: 'approve' }),
      decideEscalation(db, scope('officer2'), {
        escalationId: id,
        decision: 'reject',
        reason: 'Không cần.',
        nextReviewOn: '2026-07-01',
      }),
    ]);
    const refused = results.find(({ ok }) => !ok);
    const winner = results.findIndex(({ ok }) => ok) === 0 ? 'officer' : 'officer2';
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(refused).toMatchObject({ error: { code: 'ESCALATION_ALREADY_DECIDED' }, decidedByName: winner });
    expect(await db.auditEntry.count({ where: { action: 'escalation.decided' } })).toBe(1);
  });

  it('B72 an empty level is skipped and logged; with all levels empty the administrator is alerted', async () => {
    const level = (number: number, userIds: string[], role: string | null = null) => ({
      level: number,
      name: `Cấp ${number}`,
      userIds,
      role,
    });
    await start({ escalation: { levels: [level(1, ['không-còn-ai']), level(2, [], 'leader')] } });
    await follow('2026-06-24T08:00:00');
    const row = await proposal();
    expect(row).toMatchObject({ level: 2, chain: { skipped: [{ level: 1 }] } });
    expect(await db.auditEntry.findFirst({ where: { action: 'escalation.proposed' } })).toMatchObject({
      after: { skipped: [{ level: 1, reason: expect.stringContaining('chưa có người nhận') }] },
    });

    await start({ escalation: { levels: [level(1, [])] } });
    expect(await follow('2026-06-24T08:00:00')).toMatchObject({ proposed: 0 });
    await follow('2026-06-24T09:00:00');
    expect((await messages('alert')).map(({ userId }) => userId).sort()).toEqual(
      [register.users.admin, register.users.head].sort(),
    );
  });

  it('B73 who proposes does not approve; a second officer may', async () => {
    expect(
      await proposeByHand(db, register.officer('2026-06-19T10:00:00'), {
        obligationId: first,
        reason: 'Gấp.',
      }),
    ).toMatchObject({ ok: false });
    const proposed = await proposeByHand(db, register.officer('2026-06-22T10:00:00'), {
      obligationId: first,
      reason: 'Cần cho họp giao ban.',
    });
    if (!proposed.ok) throw new Error(proposed.error.message);
    const { escalationId } = proposed;
    expect(
      await decideEscalation(db, register.officer('2026-06-22T11:00:00'), {
        escalationId,
        decision: 'approve',
      }),
    ).toMatchObject({ ok: false, error: { code: 'ESCALATION_FOUR_EYES' } });
    expect(
      await decideEscalation(db, register.head('2026-06-22T11:00:00'), { escalationId, decision: 'approve' }),
    ).toMatchObject({ ok: true });
  });

  it('B74 delegation by dates: the delegate decides in those days, the approver again after them', async () => {
    await start();
    await db.organization.update({
      where: { id: register.organizationId },
      data: { settings: { approverIds: [register.users.head] } },
    });
    await db.delegation.create({
      data: {
        organizationId: register.organizationId,
        fromUserId: register.users.head,
        toUserId: register.users.officer2,
        fromDate: new Date('2026-06-22'),
        toDate: new Date('2026-06-26'),
      },
    });
    await follow('2026-06-24T08:00:00');
    expect(new Set((await messages('proposal')).map(({ userId }) => userId))).toEqual(
      new Set([register.users.officer2]),
    );
    const decide = (scope: ReturnType<Register['head']>, position: number) =>
      db.escalation
        .findFirstOrThrow({ where: { obligationId: at(register.obligations, position) } })
        .then(({ id }) => decideEscalation(db, scope, { escalationId: id, decision: 'approve' }));
    expect(await decide(register.head('2026-06-26T09:00:00'), 0)).toMatchObject({
      ok: false,
      error: { code: 'ESCALATION_NOT_APPROVER' },
    });
    const delegate = {
      ...register.officer('2026-06-26T09:00:00'),
      actor: { kind: 'user' as const, id: register.users.officer2, name: 'Người được ủy quyền' },
    };
    expect(await decide(delegate, 0)).toMatchObject({ ok: true });
    expect(await decide({ ...delegate, asOf: vn('2026-06-29T09:00:00') }, 1)).toMatchObject({ ok: false });
    expect(await decide(register.head('2026-06-29T09:00:00'), 1)).toMatchObject({ ok: true });
  });

  it('B75 one open proposal per report and level, spaced and capped', async () => {
    await follow('2026-06-24T08:00:00');
    await Promise.all([follow('2026-06-24T08:05:00'), follow('2026-06-24T08:05:00')]);
    expect(await db.escalation.count({ where: { obligationId: first } })).toBe(1);
    const reject = async (when: string, review: string) => {
      const { id } = await proposal();
      await decideEscalation(db, register.officer(when), {
        escalationId: id,
        decision: 'reject',
        reason: 'Chờ thêm.',
        nextReviewOn: review,
      });
    };
    await reject('2026-06-24T09:00:00', '2026-06-25');
    // reviewed on 25/6, but five working days lie between two proposals of one report: Wednesday 1/7
    expect(await follow('2026-06-30T08:00:00')).toMatchObject({ proposed: 0 });
    expect(await follow('2026-07-01T08:00:00')).toMatchObject({ proposed: 1 });
    await reject('2026-07-01T09:00:00', '2026-07-02');
    await follow('2026-07-29T08:00:00');
    expect(await db.escalation.count({ where: { obligationId: first } })).toBe(2);
  });

  it('B76 a returned report starts a clock of its own: the old overdue does not escalate it again', async () => {
    await follow('2026-06-24T08:00:00');
    await send(0, '2026-06-24T10:00:00');
    await returnSubmission(db, register.officer('2026-06-25'), {
      obligationId: first,
      reason: 'Thiếu số liệu.',
    });
    expect(await follow('2026-06-26T08:00:00')).toMatchObject({ proposed: 0 });
    // correction due Thursday 2/7, grace Friday 3 and Monday 6
    await follow('2026-07-06T08:00:00');
    expect(await db.escalation.count({ where: { obligationId: first } })).toBe(1);
    await follow('2026-07-07T08:00:00');
    expect(await proposal()).toMatchObject({
      state: 'proposed',
      caseFile: { clockFrom: '2026-07-02T23:59:59.999+07:00' },
    });
  });

  it('withdrawing twice withdraws once', async () => {
    await follow('2026-06-24T08:00:00');
    const withdraw = () =>
      inTransaction(db, (tx) =>
        withdrawEscalations(tx, register.service('2026-06-24T09:00:00'), first, 'thử'),
      );
    expect(await withdraw()).toHaveLength(1);
    expect(await withdraw()).toHaveLength(0);
  });
});
