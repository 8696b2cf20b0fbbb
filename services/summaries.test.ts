import { beforeEach, describe, expect, it } from 'vitest';
import type { CompiledSummary } from '../domain/compile-types';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { at, type Register, seedRegister } from './register.fixture';
import { acceptSubmission, exemptObligation } from './returns';
import { submitReport } from './submissions';
import {
  compileSummary,
  compileSupplement,
  issueSummary,
  reviewSummary,
  setOfficeStatements,
  summaryStatus,
} from './summaries';

describe('summaries', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const key = () => ({ planId: register.planId, halfYear: '2026-H1' });
  const report = async (position: number, when: string, area: string, words = '') => {
    const sent = await submitReport(db, register.contact(position, when), {
      obligationId: at(register.obligations, position),
      sections: {
        results: `Đơn vị ${position + 1} đã gieo cấy ${area} ha. ${words}`,
        difficulties: 'Thiếu nước tưới đầu vụ.',
        proposals: '',
        nextPeriod: 'Thu hoạch lúa mùa.',
      },
      figures: [{ targetId: at(register.targets, 0), value: area }],
    });
    if (!sent.ok) throw new Error(sent.error.message);
    return sent.receipt;
  };
  const compile = async (when: string) => {
    const result = await compileSummary(db, register.service(when), key());
    if (!result.ok) throw new Error(result.error.message);
    return result;
  };
  const summary = (number = 0) =>
    db.summary.findFirstOrThrow({
      where: { number },
      include: { document: { include: { docx: true, pdf: true } } },
    });

  it('B87 compiles at the deadline with units missing, names them and leaves them out of the figures', async () => {
    await report(0, '2026-06-10', '120');
    await report(1, '2026-06-11', '80');
    const { compiled } = await compile('2026-06-23');
    expect(compiled.missingUnits.map(({ unitName }) => unitName)).toEqual(['Đơn vị 3']);
    expect(compiled.counts).toMatchObject({ required: 3, received: 2, missing: 1 });
    expect(compiled.figures[0]).toMatchObject({ actual: 200, missingUnitIds: [register.units[2]] });
    const row = await summary();
    expect(row).toMatchObject({ state: 'draft', stale: false, number: 0 });
    expect(row.document?.docx.name).toContain('du-thao.docx');
    expect(
      Buffer.from(row.document?.pdf.bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await summaryStatus(db, register.service('2026-06-23'), key())).toMatchObject([
      { state: 'draft', owed: 3, received: 2, missing: [{ unitName: 'Đơn vị 3' }] },
    ]);
  });

  it('B90 the same inputs give the same draft, byte for byte, and no second document', async () => {
    await report(0, '2026-06-10', '120');
    await compile('2026-06-23');
    const first = await summary();
    const again = await compile('2026-06-24');
    expect(again.changed).toBe(false);
    expect(await db.issuedDocument.count()).toBe(1);
    // compiled from nothing at another hour: the same bytes
    await db.summary.deleteMany();
    await compile('2026-06-25');
    const second = await summary();
    expect(second.inputsHash).toBe(first.inputsHash);
    expect(
      Buffer.compare(
        Buffer.from(second.document?.docx.bytes ?? []),
        Buffer.from(first.document?.docx.bytes ?? []),
      ),
    ).toBe(0);
    expect(
      Buffer.compare(
        Buffer.from(second.document?.pdf.bytes ?? []),
        Buffer.from(first.document?.pdf.bytes ?? []),
      ),
    ).toBe(0);
  });

  it('B88 a report after the draft flags it stale; compiled again it shows the difference and must be reviewed anew', async () => {
    await report(0, '2026-06-10', '120');
    const { summaryId } = await compile('2026-06-23');
    expect(await reviewSummary(db, register.officer('2026-06-23'), { summaryId })).toMatchObject({
      ok: true,
    });
    await report(1, '2026-06-24', '80');
    expect(await summary()).toMatchObject({ stale: true, state: 'reviewed' });
    expect(await issueSummary(db, register.head('2026-06-24'), { summaryId })).toMatchObject({
      ok: false,
      error: { code: 'SUMMARY_STALE' },
    });
    await compile('2026-06-24');
    const row = await summary();
    expect(row).toMatchObject({ stale: false, state: 'draft', reviewedAt: null });
    const { changes } = row.staleDiff as { changes: { message: string }[] };
    expect(changes.map(({ message }) => message).join('\n')).toMatch(/Đơn vị 2: trước “Chưa gửi”/);
  });

  it('B88 after issue a change makes a numbered supplement and leaves the issued file as it was', async () => {
    await report(0, '2026-06-10', '120');
    await report(1, '2026-06-10', '80');
    const { summaryId } = await compile('2026-06-23');
    await reviewSummary(db, register.officer('2026-06-23'), { summaryId });
    expect(await issueSummary(db, register.head('2026-06-24'), { summaryId, number: 218 })).toMatchObject({
      ok: true,
    });
    const issued = await summary();
    expect(issued.document).toMatchObject({ number: '218/BC-UBND', kind: 'summary' });
    expect(await db.message.findMany({ where: { kind: 'summary' } })).toMatchObject([
      { userId: register.users.leader, channel: 'email', facts: { summaryId } },
    ]);
    expect((await compileSupplement(db, register.service('2026-06-24'), key())).ok).toBe(true);
    expect(await db.summary.count()).toBe(1);

    await report(2, '2026-06-25', '40');
    await compileSupplement(db, register.service('2026-06-25'), key());
    const supplement = await summary(1);
    expect(supplement).toMatchObject({ state: 'draft', document: { kind: 'supplement' } });
    const unchanged = await summary();
    expect(unchanged.document?.docx.sha256).toBe(issued.document?.docx.sha256);
    expect(unchanged).toMatchObject({ state: 'issued', inputsHash: issued.inputsHash, stale: false });
    await reviewSummary(db, register.officer('2026-06-26'), { summaryId: supplement.id });
    expect(await issueSummary(db, register.head('2026-06-26'), { summaryId: supplement.id })).toMatchObject({
      ok: true,
    });
    expect(await db.message.count({ where: { kind: 'supplement' } })).toBe(1);
    expect(await issueSummary(db, register.head('2026-06-26'), { summaryId })).toMatchObject({
      repeated: true,
    });
  });

  it('B89 a statement without a source cannot be issued; every figure names report and version', async () => {
    const receipt = await report(0, '2026-06-10', '120');
    const { summaryId, compiled } = await compile('2026-06-23');
    expect(compiled.figures[0]?.parts[0]?.source).toEqual({ submissionId: receipt.submissionId, version: 1 });
    await setOfficeStatements(db, register.officer('2026-06-23'), {
      summaryId,
      statements: [{ section: 'direction', text: 'Đã họp giao ban chuyên đề.', sources: [] }],
    });
    await reviewSummary(db, register.officer('2026-06-23'), { summaryId });
    const refused = await issueSummary(db, register.head('2026-06-24'), { summaryId });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'SUMMARY_HAS_PROBLEMS', message: expect.stringContaining('chưa có nguồn') },
    });
    await setOfficeStatements(db, register.officer('2026-06-24'), {
      summaryId,
      statements: [
        {
          section: 'direction',
          text: 'Đã họp giao ban chuyên đề.',
          sources: [{ kind: 'document', reference: '12/TB-UBND ngày 05/6/2026' }],
        },
      ],
    });
    await reviewSummary(db, register.officer('2026-06-24'), { summaryId });
    expect(await issueSummary(db, register.head('2026-06-24'), { summaryId })).toMatchObject({ ok: true });
  });

  it('a draft is not issued before a person reviewed it', async () => {
    await report(0, '2026-06-10', '120');
    const { summaryId } = await compile('2026-06-23');
    expect(await issueSummary(db, register.head('2026-06-24'), { summaryId })).toMatchObject({
      ok: false,
      error: { code: 'SUMMARY_WRONG_STATE' },
    });
  });

  it('B57 an exempt unit leaves the denominator; all exempt gives "không áp dụng"', async () => {
    await report(0, '2026-06-10', '120');
    const exempt = (position: number) =>
      exemptObligation(db, register.officer('2026-06-12'), {
        obligationId: at(register.obligations, position),
        reason: 'Không có đất lúa.',
      });
    await exempt(1);
    expect((await compile('2026-06-23')).compiled.counts).toMatchObject({
      required: 2,
      exempt: 1,
      receivedRate: { percent: 50 },
    });
    await exempt(0);
    await exempt(2);
    const { compiled } = await compile('2026-06-23');
    expect(compiled.counts.receivedRate).toEqual({ numerator: 0, denominator: 0, percent: null });
  });

  it('names the submissions and versions it used', async () => {
    const one = await report(0, '2026-06-10', '120');
    await acceptSubmission(db, register.officer('2026-06-11'), { obligationId: at(register.obligations, 0) });
    await compile('2026-06-23');
    const row = await summary();
    expect(row.used).toEqual([{ submissionId: one.submissionId, version: 1 }]);
    expect((row.compiled as unknown as CompiledSummary).submissionsUsed).toHaveLength(1);
  });
});
