import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import type { Database } from './context';
import { inTransaction } from './context';
import { createReportLink, openLink, readToken, revokeLinks, signToken } from './links';
import { at, type Register, seedRegister, vn } from './register.fixture';

const SECRET = 'một bí mật chỉ dùng để thử';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('signed links', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });

  const link = (position: number, expires = '2026-07-31') =>
    inTransaction(db, (tx) =>
      createReportLink(tx, register.service('2026-06-04'), {
        contactId: at(register.contacts, position),
        obligationId: at(register.obligations, position),
        expiresAt: vn(expires),
      }),
    );
  const open = (linkId: string, when: string) =>
    openLink(db, { token: signToken(linkId, SECRET), secret: SECRET, asOf: vn(when) });

  it('B98 opens the report of its recipient and gives one link per report and recipient', async () => {
    const id = await link(0);
    expect(await link(0)).toBe(id);
    expect(await link(1)).not.toBe(id);
    const opened = await open(id, '2026-06-05');
    expect(opened).toMatchObject({
      ok: true,
      purpose: 'report',
      obligation: { id: register.obligations[0], state: 'open' },
      contact: { id: register.contacts[0] },
      unit: { name: 'Đơn vị 1' },
      period: { label: '6 tháng đầu năm 2026' },
    });
    await open(id, '2026-06-06');
    const { firstUsedAt } = await db.signedLink.findUniqueOrThrow({ where: { id } });
    expect(firstUsedAt).toEqual(vn('2026-06-05'));
  });

  it('B98 refuses a forged token, one changed by a character and one of another secret', async () => {
    const id = await link(0);
    const token = signToken(id, SECRET);
    expect(readToken(token, SECRET)).toBe(id);
    for (const forged of [
      token.replace(/.(?=..$)/, (letter) => (letter === 'A' ? 'B' : 'A')),
      signToken(id, 'bí mật khác'),
      id,
      '',
      `${token}x`,
    ]) {
      expect(await openLink(db, { token: forged, secret: SECRET, asOf: vn('2026-06-05') })).toMatchObject({
        ok: false,
        reason: 'forged',
        message: expect.stringContaining('Đường dẫn không đúng'),
      });
    }
  });

  it('B98 takes a token in one spelling only, though other last letters decode to the same bytes', async () => {
    const token = signToken(await link(0), SECRET);
    const [id = '', mac = ''] = token.split('.');
    const respelt = (text: string) => [...BASE64URL].map((letter) => text.slice(0, -1) + letter);
    const taken = [
      ...respelt(id).map((other) => `${other}.${mac}`),
      ...respelt(mac).map((other) => `${id}.${other}`),
    ].filter((spelling) => readToken(spelling, SECRET) !== null);
    expect(taken).toEqual([token, token]);
  });

  it('B98 dies on reassignment: revoked, contact of another unit, contact who has left', async () => {
    const id = await link(0);
    await db.contact.update({
      where: { id: at(register.contacts, 0) },
      data: { effectiveTo: new Date('2026-06-09') },
    });
    expect(await open(id, '2026-06-09')).toMatchObject({ ok: true });
    expect(await open(id, '2026-06-10')).toMatchObject({ ok: false, reason: 'reassigned' });

    const moved = await link(1);
    await db.obligation
      .update({
        where: { id: at(register.obligations, 1) },
        data: {
          unitId: at(register.units, 2),
          namedUnitId: at(register.units, 1),
          periodId: register.periodId,
        },
      })
      .catch(() => undefined); // unit 3 owes this period already: the database refuses two
    expect(await open(moved, '2026-06-05')).toMatchObject({ ok: true });
    await inTransaction(db, (tx) =>
      revokeLinks(tx, register.service('2026-06-05'), {
        obligationIds: [at(register.obligations, 1)],
        reason: 'reassigned',
      }),
    );
    expect(await open(moved, '2026-06-05')).toMatchObject({ ok: false, reason: 'reassigned' });
  });

  it('B98 dies after the lock and says so, and expires at its own end', async () => {
    const id = await link(0, '2027-01-01');
    expect(await open(id, '2026-07-31T23:59:59.999')).toMatchObject({ ok: true });
    expect(await open(id, '2026-08-01')).toMatchObject({
      ok: false,
      reason: 'locked',
      message: expect.stringContaining('Đã hết hạn nhập báo cáo'),
    });
    const short = await link(1, '2026-06-10');
    expect(await open(short, '2026-06-11')).toMatchObject({ ok: false, reason: 'expired' });
  });
});
