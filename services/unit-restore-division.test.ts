/** A division undone: its successors did not owe anything before it. */
import { beforeEach, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { type Database, inTransaction } from './context';
import { decideExtension } from './extensions';
import { writeProjection } from './projection';
import { at, type Register, seedRegister, vn } from './register.fixture';
import { previewRestore, restoreUnit, splitUnit } from './units';

let db: Database;
let register: Register;
/** two units founded for the division */
let first: string;
let second: string;
const names = ['Đơn vị mới A', 'Đơn vị mới B'];

beforeEach(async () => {
  db = (await createTestDatabase()).db;
  register = await seedRegister(db);
  const { organizationId } = register;
  const createdAt = vn('2026-06-01');
  const founded = await db.unit.createManyAndReturn({
    data: names.map((name) => ({ organizationId, name, kind: 'subordinate' as const, createdAt })),
  });
  [first = '', second = ''] = founded.map(({ id }) => id);
  await project('2026-06-01');
});

const project = (when: string) =>
  inTransaction(db, (tx) => writeProjection(tx, register.service(when), register.planId));
const divide = (on: string) =>
  splitUnit(db, register.officer(`${on}T09:00:00`), {
    fromUnitId: at(register.units, 0),
    on,
    successorIds: [first, second],
    receiverOf: { [at(register.obligations, 0)]: first },
  });
const undo = (day: string) =>
  restoreUnit(db, register.officer(`${day}T09:00:00`), {
    unitId: at(register.units, 0),
    reason: 'Quyết định chia tách bị hủy bỏ.',
  });
const owedBy = (unitId: string) =>
  db.obligation.findMany({
    where: { unitId, state: { not: 'cancelled' } },
    include: { period: true },
    orderBy: { id: 'asc' },
  });
const shown = async () => ({
  units: await db.unit.findMany({ orderBy: { id: 'asc' } }),
  contacts: await db.contact.findMany({ orderBy: { id: 'asc' } }),
  rules: await db.ruleUnit.findMany({ orderBy: [{ ruleId: 'asc' }, { unitId: 'asc' }] }),
  targets: await db.targetUnit.findMany({ orderBy: [{ targetId: 'asc' }, { unitId: 'asc' }] }),
  reports: await db.obligation.findMany({ where: { unitId: { not: second } }, orderBy: { id: 'asc' } }),
});

it('B94 B97 a successor that is new owes nothing more, unless it asked for more time', async () => {
  const before = await shown();
  expect(await divide('2026-06-15')).toMatchObject({ ok: true });
  // the plan's workflow asks the second successor, who took over no report, for what is to come
  await project('2026-06-15T10:00:00');
  const asked = await owedBy(second);
  expect(asked.length).toBeGreaterThan(1);
  const extended = asked.find(({ period }) => period.code === '2026-H1');
  await decideExtension(db, register.head('2026-06-15T11:00:00'), {
    obligationId: extended?.id ?? '',
    grant: true,
    newDate: '2026-07-01',
    reason: 'Mới thành lập.',
  });
  const unitId = at(register.units, 0);
  const preview = await previewRestore(db, register.officer('2026-06-16'), { unitId });
  expect(preview).toMatchObject({
    preview: { action: 'unit.split', receivers: expect.arrayContaining(names) },
  });
  expect(preview.ok && preview.preview.ended.map(({ unitName }) => unitName)).toEqual(
    Array(asked.length - 1).fill('Đơn vị mới B'),
  );
  await undo('2026-06-16');
  expect(await shown()).toEqual(before);
  expect((await owedBy(second)).map(({ id }) => id)).toEqual([extended?.id]);
});

it('B94 B97 divided once more, the second successor owes again what fell away; undone once more, it does not', async () => {
  await divide('2026-06-15');
  await project('2026-06-15T10:00:00');
  const asked = (await owedBy(second)).map(({ id }) => id);
  expect(asked.length).toBeGreaterThan(1);
  await undo('2026-06-16');
  expect(await owedBy(second)).toEqual([]);
  expect(await divide('2026-06-17')).toMatchObject({ ok: true, undecided: [] });
  await project('2026-06-17T10:00:00');
  expect((await owedBy(second)).map(({ id }) => id)).toEqual(asked);
  await undo('2026-06-18');
  expect(await owedBy(second)).toEqual([]);
});
