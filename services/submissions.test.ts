import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { attachFile, removeFile } from './attachments';
import type { Database, Scope } from './context';
import { saveDraft } from './drafts';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';

const SECTIONS = {
  results: 'Đã gieo cấy 120 ha.',
  difficulties: 'Thiếu nước.',
  proposals: '',
  nextPeriod: 'Thu hoạch.',
};
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('drafts and submission', () => {
  let db: Database;
  let register: Register;
  let first: string;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    first = at(register.obligations, 0);
  });
  const figures = (rice: string, vietgap = '') => [
    { targetId: at(register.targets, 0), value: rice },
    { targetId: at(register.targets, 1), value: vietgap },
  ];
  const obligation = (id = first) => db.obligation.findUniqueOrThrow({ where: { id } });
  const send = (when: string, scope: Scope = register.contact(0, when)) =>
    submitReport(db, scope, { obligationId: first, sections: SECTIONS, figures: figures('120,5', '30') });

  it('keeps a draft as typed, tells of a conflict and loses neither text', async () => {
    const scope = register.contact(0, '2026-06-05');
    const saved = await saveDraft(db, scope, {
      obligationId: first,
      sections: SECTIONS,
      figures: figures('12,'),
    });
    if (!saved.ok) throw new Error(saved.error.message);
    expect(saved.draft.figures[0]?.value).toBe('12,');
    const head: Scope = { ...scope, actor: { kind: 'contact', id: at(register.heads, 0), name: 'Trưởng 1' } };
    const changed = await saveDraft(db, head, {
      obligationId: first,
      sections: { ...SECTIONS, results: 'Đã gieo cấy 130 ha.' },
      basedOn: saved.draft.token,
    });
    expect(changed.ok && changed.draft.figures[0]?.value).toBe('12,');
    const late = await saveDraft(db, scope, {
      obligationId: first,
      sections: { ...SECTIONS, results: 'Đã gieo cấy 110 ha.' },
      basedOn: saved.draft.token,
    });
    expect(late).toMatchObject({
      ok: false,
      error: { code: 'DRAFT_CHANGED' },
      current: { sections: { results: 'Đã gieo cấy 130 ha.' } },
    });
  });

  it('B96 a contact of another unit finds no such report', async () => {
    const result = await submitReport(db, register.contact(1, '2026-06-05'), {
      obligationId: first,
      sections: SECTIONS,
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await db.submission.count()).toBe(0);
  });

  it('B58 a draft is not received: the obligation stays open and owed', async () => {
    await saveDraft(db, register.contact(0, '2026-06-05'), { obligationId: first, sections: SECTIONS });
    expect(await obligation()).toMatchObject({ state: 'open', officialDate: null, timeliness: null });
  });

  it('B46 counts 23:59:59 local as on time and 00:00:00 as late by a day, whatever UTC says', async () => {
    await send('2026-06-19T23:59:59');
    expect(await obligation()).toMatchObject({ state: 'submitted', timeliness: 'on_time' });
    const second = at(register.obligations, 1);
    await submitReport(db, register.contact(1, '2026-06-20T00:00:00'), {
      obligationId: second,
      sections: SECTIONS,
    });
    expect(await obligation(second)).toMatchObject({ state: 'submitted', timeliness: 'late' });
  });

  it('B53 two presses at once, and a third later, give one submission and one receipt', async () => {
    const scope = register.contact(0, '2026-06-05');
    const draft = await saveDraft(db, scope, { obligationId: first, sections: SECTIONS });
    if (!draft.ok) throw new Error(draft.error.message);
    const press = () =>
      submitReport(db, scope, { obligationId: first, submissionId: draft.draft.submissionId });
    const [one, two] = await Promise.all([press(), press()]);
    const three = await press();
    if (!one.ok || !two.ok || !three.ok) throw new Error('refused');
    expect(new Set([one, two, three].map(({ receipt }) => receipt.receiptNumber)).size).toBe(1);
    expect([one, two, three].filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await db.submission.count()).toBe(1);
    expect(await db.message.count({ where: { kind: 'receipt' } })).toBe(1);
    expect(one.receipt.receiptNumber).toBe('BN-2026-00001');
  });

  it('writes the report, its audit row and the word to the cycle together', async () => {
    const result = await send('2026-06-18T16:00:00');
    expect(result).toMatchObject({ ok: true, repeated: false });
    const submission = await db.submission.findFirstOrThrow();
    expect(submission).toMatchObject({ version: 1, state: 'submitted', nil: false });
    expect(submission.figures).toEqual([
      { targetId: register.targets[0], value: 120.5 },
      { targetId: register.targets[1], value: 30 },
    ]);
    expect(await db.auditEntry.findMany({ where: { subjectId: first } })).toMatchObject([
      { action: 'submission.sent', actorName: 'Đầu mối 1', after: { version: 1 } },
    ]);
    expect(await db.workflowMessage.findMany({ where: { name: 'submitted' } })).toMatchObject([
      { workflowId: `cycle/${register.periodId}`, payload: { obligationId: first } },
    ]);
  });

  it('B36 marks the reminder in flight as sent before the submission, the queued one not', async () => {
    const scope = { organizationId: register.organizationId, contactId: at(register.contacts, 0) };
    for (const [key, state] of [
      ['flying', 'sending'],
      ['waiting', 'queued'],
    ] as const) {
      await db.message.create({
        data: {
          ...scope,
          key,
          kind: 'reminder',
          channel: 'email',
          state,
          nominalAt: vn('2026-06-18'),
          effectiveAt: vn('2026-06-18'),
          createdAt: vn('2026-06-18'),
          items: {
            create: {
              obligationId: first,
              step: `T-${key}`,
              revision: 1,
              recipient: scope.contactId,
              channel: 'email',
            },
          },
        },
      });
    }
    await send('2026-06-19T23:58:59');
    const rows = await db.message.findMany({ where: { kind: 'reminder' }, orderBy: { key: 'asc' } });
    expect(rows.map(({ key, sentBeforeSubmission }) => [key, sentBeforeSubmission])).toEqual([
      ['flying', true],
      ['waiting', false],
    ]);
  });

  it('B84 asks for an explanation of a value over five times the last one, and keeps it', async () => {
    await send('2026-06-05');
    await db.submission.updateMany({ data: { state: 'accepted' } });
    await db.obligation.update({ where: { id: first }, data: { state: 'accepted', acceptedVersion: 1 } });
    const period = await db.reportingPeriod.findFirstOrThrow();
    const next = await db.reportingPeriod.create({
      data: {
        ...period,
        id: crypto.randomUUID(),
        code: '2026-H2',
        halfYear: '2026-H2',
        dataFrom: new Date('2026-06-15'),
        dataTo: new Date('2026-12-14'),
        dueAt: vn('2026-12-18T23:59:59.999'),
        locksAt: vn('2027-01-31'),
        deadline: period.deadline as object,
      },
    });
    const { id } = await db.obligation.create({
      data: {
        organizationId: register.organizationId,
        planId: register.planId,
        periodId: next.id,
        unitId: at(register.units, 0),
        state: 'open',
        dueAt: next.dueAt,
        overdueFrom: next.dueAt,
        deadline: next.deadline as object,
        createdAt: vn('2026-06-15'),
      },
    });
    const scope = register.contact(0, '2026-12-16');
    const high = {
      obligationId: id,
      sections: SECTIONS,
      figures: [{ targetId: at(register.targets, 0), value: '1.300' }],
    };
    const refused = await submitReport(db, scope, high);
    expect(refused).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('gấp hơn 5 lần kỳ trước') },
      figureErrors: [{ targetId: register.targets[0], field: `figures.${register.targets[0]}` }],
    });
    // nothing typed is lost by the refusal of the sending transaction: the draft was saved apart
    const explained = await submitReport(db, scope, {
      ...high,
      figures: [
        { targetId: at(register.targets, 0), value: '1.300', note: 'Mở rộng vùng lúa theo đề án mới.' },
      ],
    });
    expect(explained.ok).toBe(true);
    const stored = await db.submission.findFirstOrThrow({ where: { obligationId: id } });
    expect(stored.figures).toMatchObject([{ value: 1300, note: 'Mở rộng vùng lúa theo đề án mới.' }]);
  });

  it.each([
    ['B86 a part greater than its total', '30', '120', 'trong đó'],
    ['B83 "1,250.75" is refused, not guessed', '1,250.75', '', 'Không hiểu số'],
  ])('%s', async (_name, total, part, words) => {
    const result = await submitReport(db, register.contact(0, '2026-06-05'), {
      obligationId: first,
      sections: SECTIONS,
      figures: figures(total, part),
    });
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(words) } });
    expect(await db.submission.count({ where: { state: 'submitted' } })).toBe(0);
  });

  it('B77 a blank figure is left out, not sent as 0', async () => {
    await submitReport(db, register.contact(0, '2026-06-05'), {
      obligationId: first,
      sections: SECTIONS,
      figures: figures('', '0'),
    });
    const { figures: stored } = await db.submission.findFirstOrThrow();
    expect(stored).toEqual([{ targetId: register.targets[1], value: 0 }]);
  });

  it('B56 a nil report needs a confirmation and a name, and counts as received without figures', async () => {
    const scope = register.contact(0, '2026-06-05');
    const nil = { obligationId: first, nil: true, figures: figures('7') };
    expect(await submitReport(db, scope, nil)).toMatchObject({
      ok: false,
      error: { code: 'NIL_NEEDS_CONFIRMATION' },
    });
    const sent = await submitReport(db, scope, {
      ...nil,
      nilConfirmation: { confirmed: true, name: 'Nguyễn Văn An' },
    });
    expect(sent).toMatchObject({
      ok: true,
      receipt: { nil: true, submittedByName: expect.stringContaining('Nguyễn Văn An') },
    });
    expect(await db.submission.findFirstOrThrow()).toMatchObject({ nil: true, figures: [] });
    expect(await obligation()).toMatchObject({ state: 'submitted', timeliness: 'on_time' });
  });

  it('an empty report is refused with the name of the field', async () => {
    const result = await submitReport(db, register.contact(0, '2026-06-05'), {
      obligationId: first,
      sections: {},
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'FIELD_MISSING', field: 'sections.results' } });
  });

  it('B52 says which lock it is: past the grace, accepted, plan ended', async () => {
    expect(await send('2026-08-01')).toMatchObject({ ok: false, error: { code: 'LOCKED_PAST_GRACE' } });
    await send('2026-06-05');
    await db.obligation.update({ where: { id: first }, data: { state: 'accepted', acceptedVersion: 1 } });
    expect(await send('2026-06-06')).toMatchObject({ ok: false, error: { code: 'LOCKED_ACCEPTED' } });
    await db.plan.updateMany({ data: { state: 'ended', endedAt: vn('2026-06-07') } });
    expect(await send('2026-06-08')).toMatchObject({
      ok: false,
      error: { code: 'LOCKED_PLAN_ENDED', message: expect.stringContaining('07/6/2026') },
    });
  });

  it('takes files by their content and refuses the rest with a way out', async () => {
    const scope = register.contact(0, '2026-06-05');
    const put = (name: string, bytes: Uint8Array) =>
      attachFile(db, scope, { obligationId: first, name, bytes });
    const picture = await put('bao-cao.docx', PNG);
    expect(picture).toMatchObject({
      ok: true,
      draft: { files: [{ name: 'bao-cao.docx.png', contentType: 'image/png' }] },
    });
    expect(await put('rong.pdf', Buffer.alloc(0))).toMatchObject({
      ok: false,
      error: { code: 'FILE_EMPTY' },
    });
    expect(await put('chay.exe', Buffer.from('MZ chương trình'))).toMatchObject({
      ok: false,
      error: { code: 'FILE_TYPE_UNSUPPORTED', message: expect.stringContaining('PDF') },
    });
    expect(await put('to.pdf', Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject({
      ok: false,
      error: { code: 'FILE_TOO_LARGE', message: expect.stringContaining('20 MB') },
    });
    if (!picture.ok) throw new Error(picture.error.message);
    expect(await removeFile(db, scope, { obligationId: first, fileId: picture.fileId })).toMatchObject({
      ok: true,
      draft: { files: [] },
    });
  });
});
