import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction } from './context';
import { saveDraft } from './drafts';
import { createReportLink, openLink, signToken } from './links';
import { enterPaperReport, submitOnBehalf } from './paper';
import { at, type Register, seedRegister, vn } from './register.fixture';
import {
  acceptSubmission,
  correctAfterAcceptance,
  exemptObligation,
  restoreObligation,
  returnSubmission,
  withdrawSubmission,
} from './returns';
import { submitReport } from './submissions';

const SECTIONS = { results: 'Đã gieo cấy 120 ha.' };
const SECRET = 'chỉ để thử';

describe('what the office does with reports', () => {
  let db: Database;
  let register: Register;
  let first: string;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    first = at(register.obligations, 0);
  });
  const obligation = () => db.obligation.findUniqueOrThrow({ where: { id: first } });
  const send = async (when: string, results = SECTIONS.results) => {
    const sent = await submitReport(db, register.contact(0, when), {
      obligationId: first,
      sections: { results },
    });
    if (!sent.ok) throw new Error(sent.error.message);
    return sent.receipt;
  };
  const giveBack = (when: string, correctionDate?: string) =>
    returnSubmission(db, register.officer(when), {
      obligationId: first,
      reason: 'Thiếu số liệu vùng cao.',
      ...(correctionDate ? { correctionDate } : {}),
    });
  const accept = (when: string) => acceptSubmission(db, register.officer(when), { obligationId: first });

  it('B47 first submission on time, returned, sent again after the deadline: on time, version 2, own correction deadline', async () => {
    await send('2026-06-19T10:00:00');
    const returned = await giveBack('2026-06-25');
    // five working days after Thursday 25/6
    expect(returned).toMatchObject({ ok: true, correctionDueAt: '2026-07-02T23:59:59.999+07:00' });
    expect(await obligation()).toMatchObject({ state: 'returned', timeliness: 'on_time', revision: 2 });
    await send('2026-07-02T09:00:00', 'Đã gieo cấy 120 ha, vùng cao 12 ha.');
    expect(await obligation()).toMatchObject({
      state: 'submitted',
      timeliness: 'on_time',
      officialDate: vn('2026-06-19T10:00:00'),
    });
    await accept('2026-07-03');
    expect(await obligation()).toMatchObject({
      state: 'accepted',
      acceptedVersion: 2,
      correctionDueAt: null,
    });
    const versions = await db.submission.findMany({ orderBy: { version: 'asc' } });
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [1, 'returned'],
      [2, 'accepted'],
    ]);
  });

  it('B48 a return asks the unit at once, with a link that works while the old one is dead', async () => {
    const link = () =>
      inTransaction(db, (tx) =>
        createReportLink(tx, register.service('2026-06-18'), {
          contactId: at(register.contacts, 0),
          obligationId: first,
          expiresAt: vn('2026-12-31'),
        }),
      );
    const open = (id: string) =>
      openLink(db, { token: signToken(id, SECRET), secret: SECRET, asOf: vn('2026-06-26') });
    const old = await link();
    await send('2026-06-19T10:00:00');
    expect(await open(old)).toMatchObject({ ok: false, reason: 'submitted', receipt: { version: 1 } });
    await giveBack('2026-06-25');
    expect(await open(old)).toMatchObject({ ok: false, reason: 'submitted' });
    expect(await open(await link())).toMatchObject({ ok: true, obligation: { state: 'returned' } });
    expect(await db.message.findMany({ where: { kind: 'returned' } })).toMatchObject([
      { contactId: register.contacts[0], important: true },
    ]);
    expect(await db.workflowMessage.count({ where: { name: 'deadlineChanged' } })).toBe(1);
  });

  it('a return needs a reason and a date that is one', async () => {
    await send('2026-06-19T10:00:00');
    const scope = register.officer('2026-06-25');
    expect(await returnSubmission(db, scope, { obligationId: first, reason: ' ' })).toMatchObject({
      ok: false,
      error: { code: 'RETURN_NEEDS_REASON' },
    });
    expect(await giveBack('2026-06-25', '2026-02-31')).toMatchObject({
      ok: false,
      error: { code: 'DATE_INVALID' },
    });
    expect(await giveBack('2026-06-25', '2026-06-24')).toMatchObject({
      ok: false,
      error: { code: 'CORRECTION_DEADLINE_INVALID' },
    });
    expect(await obligation()).toMatchObject({ state: 'submitted', revision: 1 });
  });

  it('B49 a correction after acceptance keeps version 1 current until 2 is accepted; withdrawing 2 restores 1', async () => {
    await send('2026-06-18');
    await accept('2026-06-19');
    const opened = await correctAfterAcceptance(db, register.officer('2026-06-22'), {
      obligationId: first,
      reason: 'Sai đơn vị tính.',
    });
    expect(opened).toMatchObject({ ok: true, version: 1 });
    expect(await obligation()).toMatchObject({ state: 'accepted', acceptedVersion: 1 });
    expect((await send('2026-06-23', 'Đã gieo cấy 12 ha.')).version).toBe(2);
    expect(await obligation()).toMatchObject({ state: 'submitted', acceptedVersion: 1 });
    await withdrawSubmission(db, register.contact(0, '2026-06-23'), { obligationId: first });
    expect(await obligation()).toMatchObject({
      state: 'accepted',
      acceptedVersion: 1,
      timeliness: 'on_time',
    });

    await correctAfterAcceptance(db, register.officer('2026-06-24'), {
      obligationId: first,
      reason: 'Sai lần nữa.',
    });
    expect((await send('2026-06-25', 'Đã gieo cấy 21 ha.')).version).toBe(3);
    await accept('2026-06-26');
    expect(await obligation()).toMatchObject({
      state: 'accepted',
      acceptedVersion: 3,
      correctionDueAt: null,
    });
  });

  it('withdrawing the only version makes the report owed again, and what was typed starts the next one', async () => {
    await send('2026-06-18');
    await withdrawSubmission(db, register.contact(0, '2026-06-18'), { obligationId: first });
    expect(await obligation()).toMatchObject({ state: 'open', timeliness: null, officialDate: null });
    const draft = await saveDraft(db, register.contact(0, '2026-06-19'), { obligationId: first, nil: false });
    expect(draft).toMatchObject({ ok: true, draft: { version: 2, sections: SECTIONS } });
  });

  it('accepting twice changes nothing; accepting what was not sent is refused', async () => {
    expect(await accept('2026-06-18')).toMatchObject({
      ok: false,
      error: { code: 'TRANSITION_NOT_ALLOWED' },
    });
    await send('2026-06-18');
    expect(await accept('2026-06-19')).toEqual({ ok: true, repeated: false });
    expect(await accept('2026-06-20')).toEqual({ ok: true, repeated: true });
    expect(await db.auditEntry.count({ where: { action: 'submission.accepted' } })).toBe(1);
  });

  it('B54 a paper report has its official date apart from its entry, who entered it, and evidence', async () => {
    const enter = (receivedOn: string, evidence: string, when = '2026-06-23T15:00:00') =>
      enterPaperReport(db, register.officer(when), {
        obligationId: first,
        receivedOn,
        evidence,
        sections: SECTIONS,
      });
    expect(await enter('2026-06-19', '')).toMatchObject({
      ok: false,
      error: { code: 'PAPER_NEEDS_EVIDENCE' },
    });
    expect(await enter('2026-06-24', 'CV đến 312')).toMatchObject({
      ok: false,
      error: { code: 'PAPER_DATE_IN_FUTURE' },
    });
    expect(await enter('2026-06-19', 'Công văn đến số 312')).toMatchObject({ ok: true });
    expect(await obligation()).toMatchObject({
      timeliness: 'on_time',
      officialDate: vn('2026-06-19T23:59:59.999'),
      firstSubmittedAt: vn('2026-06-23T15:00:00'),
    });
    expect(await db.submission.findFirstOrThrow()).toMatchObject({
      enteredByKind: 'user',
      enteredById: register.users.officer,
      paperEvidence: 'Công văn đến số 312',
    });
  });

  it('B54 the office enters a paper report although the form of the unit is locked', async () => {
    const sent = await enterPaperReport(db, register.officer('2026-08-10'), {
      obligationId: first,
      receivedOn: '2026-06-18',
      evidence: 'Công văn đến số 300',
      sections: SECTIONS,
    });
    expect(sent).toMatchObject({ ok: true });
    expect(await obligation()).toMatchObject({ timeliness: 'on_time' });
  });

  it('B54 what the unit had begun to write is kept in the journal when the office enters its paper report', async () => {
    const begun = { results: 'Bản thảo của đơn vị.', difficulties: '', proposals: '', nextPeriod: '' };
    await saveDraft(db, register.contact(0, '2026-06-10'), { obligationId: first, sections: begun });
    await enterPaperReport(db, register.officer('2026-06-18'), {
      obligationId: first,
      receivedOn: '2026-06-18',
      evidence: 'Công văn đến số 300',
      sections: SECTIONS,
    });
    const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'submission.paper_entered' } });
    expect(entry.before).toMatchObject({ draft: { sections: begun } });
  });

  it('B55 sent on behalf of the head: both names kept, both told', async () => {
    const sent = await submitOnBehalf(db, register.officer('2026-06-18'), {
      obligationId: first,
      sections: SECTIONS,
      onBehalfOfName: 'Trưởng 1',
    });
    expect(sent).toMatchObject({ ok: true, receipt: { onBehalfOfName: 'Trưởng 1' } });
    const row = await db.submission.findFirstOrThrow();
    expect([row.enteredByName, row.onBehalfOfName]).toEqual(['Chuyên viên Văn phòng (officer)', 'Trưởng 1']);
    const told = await db.message.findMany({ where: { kind: 'on_behalf' }, orderBy: { key: 'asc' } });
    expect(new Set(told.map(({ contactId, userId }) => contactId ?? userId))).toEqual(
      new Set([register.heads[0], register.users.officer]),
    );
  });

  it('B57 an exemption needs a reason and can be lifted, each with its audit row', async () => {
    const exempt = (reason: string) =>
      exemptObligation(db, register.officer('2026-06-12'), { obligationId: first, reason });
    expect(await exempt('')).toMatchObject({ ok: false, error: { code: 'REASON_MISSING' } });
    expect(await exempt('Không có nhiệm vụ.')).toEqual({ ok: true, repeated: false });
    expect(await exempt('Không có nhiệm vụ.')).toEqual({ ok: true, repeated: true });
    expect(await obligation()).toMatchObject({ state: 'exempt', closedReason: 'Không có nhiệm vụ.' });
    await restoreObligation(db, register.officer('2026-06-13'), {
      obligationId: first,
      reason: 'Nhầm đơn vị.',
    });
    expect(await obligation()).toMatchObject({ state: 'open', closedReason: null });
    const audited = await db.auditEntry.findMany({ where: { subjectId: first }, orderBy: { id: 'asc' } });
    expect(audited.map(({ action, reason }) => [action, reason])).toEqual([
      ['obligation.exempted', 'Không có nhiệm vụ.'],
      ['obligation.restored', 'Nhầm đơn vị.'],
    ]);
  });
});
