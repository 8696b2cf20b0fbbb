import { expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { seedRegister } from './register.fixture';

// Related rows come as JSON that the database builds (prisma/schema.prisma, relationJoins): whoever upgrades Prisma learns here
// whether every type still survives the way. Numbers pass through JSON: they are exact to 15 digits, as those of a reading are.
it('values of related rows are the same as those of rows asked for by themselves', async () => {
  const { db } = await createTestDatabase();
  const { planId } = await seedRegister(db);
  await db.target.updateMany({
    where: { planId },
    data: {
      value: '99999999999.9999',
      valueMax: '-0.0001',
      milestoneDate: new Date('2030-12-31'),
      confidence: 0.1 + 0.2,
      text: 'đạt "90%" \\ trở lên\n‐ “nháy” 𝄞',
    },
  });
  const nested = await db.plan.findUniqueOrThrow({
    where: { id: planId },
    include: { targets: { orderBy: { position: 'desc' } }, sourceFile: true, organization: true },
  });
  expect(nested.targets.length).toBeGreaterThan(1);
  expect(nested.targets).toEqual(
    await db.target.findMany({ where: { planId }, orderBy: { position: 'desc' } }),
  );
  expect(nested.targets[0]?.value?.toFixed()).toBe('99999999999.9999');
  expect(nested.sourceFile).toEqual(
    await db.storedFile.findUniqueOrThrow({ where: { id: nested.sourceFileId } }),
  );
  expect(nested.organization).toEqual(
    await db.organization.findUniqueOrThrow({ where: { id: nested.organizationId } }),
  );
});
