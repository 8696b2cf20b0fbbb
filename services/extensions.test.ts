import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { decideExtension, requestExtension } from './extensions';
import { at, pretendReminded, type Register, seedRegister, vn } from './register.fixture';
import { submitReport } from './submissions';

describe('more time for one unit', () => {
  let db: Database;
  let register: Register;
  let first: string;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
    first = at(register.obligations, 0);
  });
  const obligation = (position = 0) =>
    db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, position) } });
  const send = (position: number, when: string) =>
    submitReport(db, register.contact(position, when), {
      obligationId: at(register.obligations, position),
      sections: { results: 'Đã thực hiện.' },
    });
  const remind = (position: number, when = '2026-06-12') =>
    pretendReminded(db, register, {
      obligationId: at(register.obligations, position),
      contactId: at(register.contacts, position),
      at: when,
    });
  const notices = (state?: 'queued' | 'withheld') =>
    db.message.findMany({
      where: { kind: 'change_notice', ...(state ? { state } : {}) },
      orderBy: { createdAt: 'asc' },
    });

  describe('extensions', () => {
    const extend = (newDate: string, when: string) =>
      decideExtension(db, register.officer(when), {
        obligationId: first,
        grant: true,
        newDate,
        reason: 'Bão lũ.',
      });

    it('B50 granted before the deadline: on time against the new date', async () => {
      expect(await extend('2026-06-26', '2026-06-17')).toMatchObject({ ok: true, state: 'granted' });
      await send(0, '2026-06-25');
      expect(await obligation()).toMatchObject({
        timeliness: 'on_time',
        dueAt: vn('2026-06-26T23:59:59.999'),
        originalDueAt: vn('2026-06-19T23:59:59.999'),
      });
    });

    it('B50 granted after the deadline: late, extended, and both dates kept', async () => {
      await extend('2026-06-26', '2026-06-22');
      await send(0, '2026-06-25');
      expect(await obligation()).toMatchObject({
        timeliness: 'late_extended',
        originalDueAt: vn('2026-06-19T23:59:59.999'),
      });
      const { deadline } = await obligation();
      const chain = (deadline as { chain: { step: string; text: string }[] }).chain;
      expect(chain.map(({ step }) => step)).toEqual([
        'rule',
        'cutoff',
        'send_day',
        'roll',
        'extension',
        'result',
      ]);
    });

    it('B51 applies to one unit: the others keep date and revision', async () => {
      await extend('2026-06-26', '2026-06-17');
      expect(await obligation(1)).toMatchObject({
        revision: 1,
        dueAt: vn('2026-06-19T23:59:59.999'),
        originalDueAt: null,
      });
      await send(1, '2026-06-22');
      expect(await obligation(1)).toMatchObject({ timeliness: 'late' });
    });

    it('B44 tells the unit the decision at once and nobody else', async () => {
      await remind(0);
      await remind(1);
      await extend('2026-06-26', '2026-06-17');
      expect(await db.message.findMany({ where: { kind: 'extension' } })).toMatchObject([
        { contactId: register.contacts[0] },
      ]);
      expect(await notices()).toEqual([]);
      expect(await obligation()).toMatchObject({ revision: 2, revisedAt: vn('2026-06-17') });
    });

    it('a request is asked for once, decided once, and refused with a reason', async () => {
      const ask = () =>
        requestExtension(db, register.contact(0, '2026-06-15'), {
          obligationId: first,
          reason: 'Chưa thu hoạch xong.',
          requestedDate: '2026-06-24',
        });
      const [one, two] = await Promise.all([ask(), ask()]);
      if (!one.ok || !two.ok) throw new Error('refused');
      expect(one.extensionId).toBe(two.extensionId);
      expect(await db.message.count({ where: { kind: 'alert' } })).toBe(2);
      const decide = (grant: boolean, reason: string) =>
        decideExtension(db, register.officer('2026-06-16'), { extensionId: one.extensionId, grant, reason });
      expect(await decide(false, '')).toMatchObject({ ok: false, error: { code: 'REASON_MISSING' } });
      expect(await decide(false, 'Đã gia hạn kỳ trước.')).toMatchObject({ ok: true, state: 'refused' });
      expect(await decide(true, 'Đổi ý.')).toMatchObject({ ok: true, state: 'refused', repeated: true });
      expect(await obligation()).toMatchObject({ revision: 1 });
    });

    it('an extension that is none is refused and leaves no trace', async () => {
      expect(await extend('2026-06-19', '2026-06-17')).toMatchObject({
        ok: false,
        error: { code: 'EXTENSION_NOT_LATER' },
      });
      expect(await extend('2026-02-31', '2026-06-17')).toMatchObject({
        ok: false,
        error: { code: 'DATE_INVALID' },
      });
      expect(await db.extension.count()).toBe(0);
      expect(await db.auditEntry.count()).toBe(0);
    });
  });
});
