import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Explained } from '../../services/explain';
import { decideExtension } from '../../services/extensions';
import { at, type Register, seedRegister } from '../../services/register.fixture';
import { createTestDatabase, type TestDatabase } from '../../test/harness/database';
import { main } from '../dondoc';

describe('dondoc explain', () => {
  let database: TestDatabase;
  let register: Register;
  let out = '';
  let err = '';
  beforeEach(async () => {
    database = await createTestDatabase();
    register = await seedRegister(database.db);
    out = '';
    err = '';
    vi.stubEnv('DATABASE_URL', database.url);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.exitCode = undefined;
  });

  it('prints the sentence and the chain, each link with its source', async () => {
    const id = at(register.obligations, 0);
    expect(await main(['explain', id])).toBe(0);
    const explained = JSON.parse(out) as Explained;
    expect(explained).toMatchObject({
      obligationId: id,
      unit: 'Đơn vị 1',
      period: '6 tháng đầu năm 2026',
      dueAt: '2026-06-19T23:59:59.999+07:00',
      revision: 1,
      provisional: false,
    });
    expect(explained.explanation).toMatch(/^Hạn nộp là .*19\/6\/2026.*chốt.*14\/6\/2026.*\.$/);
    expect(explained.chain.map(({ step }) => step)).toEqual(['rule', 'cutoff', 'send_day', 'roll', 'result']);
    for (const { source } of explained.chain) expect(source.text).not.toBe('');
  });

  it('B50 tells of an extension, who granted it and the date beneath it', async () => {
    const id = at(register.obligations, 0);
    const granted = await decideExtension(database.db, register.head('2026-06-15'), {
      obligationId: id,
      grant: true,
      newDate: '2026-06-24',
      reason: 'Chờ số liệu thống kê.',
    });
    expect(granted).toMatchObject({ ok: true });
    expect(await main(['explain', id])).toBe(0);
    const explained = JSON.parse(out) as Explained;
    expect(explained).toMatchObject({
      dueAt: '2026-06-24T23:59:59.999+07:00',
      originalDueAt: '2026-06-19T23:59:59.999+07:00',
      revision: 2,
    });
    expect(explained.explanation).toContain('Chánh Văn phòng');
    expect(explained.explanation).toContain('Chờ số liệu thống kê');
  });

  it.each(['00000000-0000-7000-8000-000000000000', 'không-phải-mã'])(
    'answers an unknown id (%s) in one sentence, with code 1 and nothing on standard output',
    async (id) => {
      expect(await main(['explain', id])).toBe(1);
      expect(out).toBe('');
      expect(err).toContain(`"${id}"`);
      expect(err).toContain('/nghia-vu/');
    },
  );
});
