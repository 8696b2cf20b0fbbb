import { beforeEach, describe, expect, it } from 'vitest';
import type { Prisma } from '../prisma/generated/client';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction } from './context';
import { decideEscalation, followEscalations, issueEscalation } from './escalations';
import { at, type Register, seedRegister } from './register.fixture';
import { submitReport } from './submissions';

describe('letters', () => {
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

  it('B68 approved: one letter to the level of the chain at proposal time and to the unit, with both files', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    expect(
      await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
        escalationId: id,
        decision: 'approve',
      }),
    ).toMatchObject({ ok: true, state: 'approved' });
    // the chain is edited meanwhile: nobody would get the letter any more
    await db.organization.update({
      where: { id: register.organizationId },
      data: { settings: { escalation: { levels: [] } } },
    });
    const issued = await issueEscalation(db, register.service('2026-06-24T09:01:00'), id);
    expect(issued).toMatchObject({ ok: true, issued: true, repeated: false });
    expect(await issueEscalation(db, register.service('2026-06-24T09:02:00'), id)).toMatchObject({
      repeated: true,
    });
    const letters = await db.message.findMany({ where: { kind: 'letter' }, include: { attachments: true } });
    expect(new Set(letters.map(({ userId, contactId }) => userId ?? contactId))).toEqual(
      new Set([register.users.leader, register.contacts[0], register.heads[0]]),
    );
    for (const { attachments } of letters)
      expect(attachments.map(({ name }) => name.split('.').at(-1)).sort()).toEqual(['docx', 'pdf']);
    expect(await db.issuedDocument.findMany()).toMatchObject([
      { kind: 'letter', title: expect.stringContaining('đôn đốc') },
    ]);
    expect(await proposal()).toMatchObject({
      state: 'issued',
      decidedByName: 'Chuyên viên Văn phòng (officer)',
    });
  });

  it('B69 a report that arrives while the proposal waits withdraws it and tells the approver', async () => {
    await follow('2026-06-24T08:00:00');
    await send(0, '2026-06-24T10:00:00');
    expect(await proposal()).toMatchObject({ state: 'withdrawn', closedReason: 'báo cáo đã được gửi' });
    expect((await messages('proposal_withdrawn')).map(({ userId }) => userId)).toContain(
      register.users.officer,
    );
    const { id } = await proposal();
    expect(
      await decideEscalation(db, register.officer('2026-06-24T11:00:00'), {
        escalationId: id,
        decision: 'approve',
      }),
    ).toMatchObject({ ok: false, error: { code: 'ESCALATION_WITHDRAWN' } });
  });

  it('B69 a report between approval and issue stops the letter', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
      escalationId: id,
      decision: 'approve',
    });
    await send(0, '2026-06-24T09:30:00');
    expect(await issueEscalation(db, register.service('2026-06-24T09:31:00'), id)).toMatchObject({
      ok: true,
      issued: false,
    });
    expect(await messages('letter')).toEqual([]);
    expect(await db.issuedDocument.count()).toBe(0);
  });

  it('B69 submission and issue at the same moment: either the letter or the report is first, never both unaware', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
      escalationId: id,
      decision: 'approve',
    });
    const [issued, sent] = await Promise.all([
      issueEscalation(db, register.service('2026-06-24T09:30:00'), id),
      send(0, '2026-06-24T09:30:00'),
    ]);
    expect(sent.ok).toBe(true);
    const { state } = await proposal();
    const wasIssued = issued.ok && issued.issued;
    expect(state).toBe(wasIssued ? 'issued' : 'withdrawn');
    expect((await messages('letter')).length > 0).toBe(wasIssued);
  });

  it('amend: the letter gives the date and the remark of the approver', async () => {
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
      escalationId: id,
      decision: 'amend',
      reason: 'Cho thêm thời gian.',
      amendments: { newDueDate: '2026-07-03' },
    });
    await issueEscalation(db, register.service('2026-06-24T09:01:00'), id);
    const { model } = await db.issuedDocument.findFirstOrThrow();
    expect(JSON.stringify(model)).toContain('ngày 03 tháng 7 năm 2026');
  });

  it('nobody reminds a Party body in the name of the committee: the leader is told, no letter is drafted', async () => {
    await db.unit.update({ where: { id: at(register.units, 0) }, data: { kind: 'party' } });
    await follow('2026-06-24T08:00:00');
    const { id } = await proposal();
    await decideEscalation(db, register.officer('2026-06-24T09:00:00'), {
      escalationId: id,
      decision: 'approve',
    });
    expect(await issueEscalation(db, register.service('2026-06-24T09:01:00'), id)).toMatchObject({
      issued: true,
      documentId: null,
    });
    expect((await messages('letter')).map(({ userId }) => userId)).toEqual([register.users.leader]);
  });
});
