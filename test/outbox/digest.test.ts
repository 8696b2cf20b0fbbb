import { describe, expect, it } from 'vitest';
import { readToken } from '../../services/links';
import { at } from '../../services/register.fixture';
import { type Desk, desks, handIn, LINK_SECRET, linkZalo, outbox } from './desk';

const openDesk = desks();

/** Another plan with a report due the same day, owed by the first unit; returns the obligation. */
async function anotherPlan({ db, register }: Desk, number: number): Promise<string> {
  const { planId, ruleId, periodId } = register;
  const obligationId = at(register.obligations, 0);
  const [row] = await db.$queryRaw<{ id: string }[]>`
    WITH plan AS (
      INSERT INTO "Plan" SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(),
        'contentSha256', ${`kế hoạch ${number}`}::text, 'title', ${`Kế hoạch thứ ${number}`}::text))).*
      FROM "Plan" p WHERE "id" = ${planId}::uuid RETURNING "id"),
    rule AS (
      INSERT INTO "ReportingRule" SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'planId', plan."id"))).*
      FROM "ReportingRule" r, plan WHERE r."id" = ${ruleId}::uuid RETURNING "id", "planId")
    SELECT "id"::text, "planId"::text FROM rule`;
  const rule = await db.reportingRule.findUniqueOrThrow({ where: { id: row?.id ?? '' } });
  await db.$executeRaw`
    INSERT INTO "ReportingPeriod" SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'planId', ${rule.planId}::text,
      'ruleId', ${rule.id}::text))).* FROM "ReportingPeriod" p WHERE "id" = ${periodId}::uuid`;
  const period = await db.reportingPeriod.findFirstOrThrow({ where: { ruleId: rule.id } });
  await db.$executeRaw`
    INSERT INTO "Obligation" SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'planId', ${rule.planId}::text,
      'periodId', ${period.id}::text))).* FROM "Obligation" o WHERE "id" = ${obligationId}::uuid`;
  return (await db.obligation.findFirstOrThrow({ where: { periodId: period.id } })).id;
}

describe('one person, several reports', () => {
  it('B42 twelve reports due one day make one digest; a thirteenth makes one more message and no repetition', async () => {
    const desk = await openDesk({ units: 1 });
    for (let number = 2; number <= 12; number += 1) await anotherPlan(desk, number);
    await desk.remind('2026-06-04T07:30');
    await desk.drainAll('2026-06-04T07:30');
    expect(desk.email.delivered).toHaveLength(1);
    const [digest] = desk.email.delivered;
    for (let number = 2; number <= 12; number += 1) expect(digest?.text).toContain(`kế hoạch thứ ${number}`);
    const late = await anotherPlan(desk, 13);
    await desk.remind('2026-06-04T08:00');
    await desk.drainAll('2026-06-04T08:00');
    expect(desk.email.delivered).toHaveLength(2);
    const [, supplement] = await outbox(desk);
    expect(supplement?.items.map(({ obligationId }) => obligationId)).toEqual([late]);
    await desk.remind('2026-06-04T08:30');
    await desk.drainAll('2026-06-04T08:30');
    expect(desk.email.delivered).toHaveLength(2);
  });

  it('B37 B42 a report that came since is left out of the text, and the register says which line that was', async () => {
    const desk = await openDesk({ units: 1 });
    const other = await anotherPlan(desk, 2);
    await desk.remind('2026-06-04T07:30');
    await handIn(desk, 0, '2026-06-04T07:30:10');
    await desk.drainAll('2026-06-04T07:31');
    const [digest] = await outbox(desk);
    const lines = digest?.items.map(({ obligationId, dropped }) => [obligationId, dropped !== null]);
    expect(new Map(lines as [string, boolean][])).toEqual(
      new Map([
        [at(desk.register.obligations, 0), true],
        [other, false],
      ]),
    );
    const written = desk.email.delivered.find(({ key }) => key === digest?.key);
    expect(written?.text).toContain('kế hoạch thứ 2');
    expect(written?.text).not.toContain('công nghệ cao');
    // it went out for the other report, before that one came in
    expect(digest).toMatchObject({ state: 'sent', sentBeforeSubmission: false });
  });

  it('B42 a refused digest goes on whole to the other channel', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    await anotherPlan(desk, 2);
    desk.zalo.answerNext({
      outcome: 'refused',
      permanent: true,
      code: 'ZALO-oa--213',
      reasonVi: 'Người nhận chưa quan tâm Zalo của cơ quan',
      next: 'other_channel',
    });
    await desk.remind('2026-06-04T07:30');
    await desk.drainAll('2026-06-04T07:30');
    expect(await outbox(desk)).toMatchObject([
      { channel: 'zalo', state: 'failed', items: [{}, {}] },
      { channel: 'email', state: 'sent', items: [{}, {}] },
    ]);
  });

  it('B49 a report opened again after its acceptance is asked for, though the accepted version stands', async () => {
    const desk = await openDesk({ units: 1 });
    const { acceptSubmission, correctAfterAcceptance } = await import('../../services/returns');
    const obligationId = at(desk.register.obligations, 0);
    await handIn(desk, 0, '2026-06-10T09:00');
    await acceptSubmission(desk.db, desk.register.officer('2026-06-10T10:00'), { obligationId });
    await correctAfterAcceptance(desk.db, desk.register.officer('2026-06-11T09:00'), {
      obligationId,
      reason: 'Số liệu diện tích chưa khớp',
    });
    await desk.drainAll('2026-06-11T09:00');
    const texts = desk.email.delivered.map(({ text }) => text);
    expect(texts.filter((text) => text.includes('Số liệu diện tích chưa khớp'))).toHaveLength(1);
  });
});

describe('one address, several units', () => {
  it('B63 a shared address makes one message of two obligations, and each line has the link of its own unit', async () => {
    const desk = await openDesk({ units: 2 });
    const { db, register } = desk;
    const [first = '', second = ''] = register.contacts;
    const { address } = await db.contactRoute.findFirstOrThrow({
      where: { contactId: first, kind: 'email' },
    });
    await db.contactRoute.updateMany({ where: { contactId: second, kind: 'email' }, data: { address } });
    await desk.remind('2026-06-04T07:30');
    await desk.drainAll('2026-06-04T07:30');
    const [mail, ...others] = desk.email.delivered;
    expect(others).toEqual([]);
    const [message] = await outbox(desk);
    expect(message?.items.map(({ obligationId }) => obligationId).sort()).toEqual(
      [...register.obligations].sort(),
    );
    const ids = [...(mail?.text ?? '').matchAll(/\/b\/([\w-]{22}\.[\w-]{43})/g)].map(([, token = '']) =>
      readToken(token, LINK_SECRET),
    );
    const links = await db.signedLink.findMany({ where: { id: { in: ids.flatMap((id) => id ?? []) } } });
    const units = await db.contact.findMany({
      where: { id: { in: links.map(({ contactId }) => contactId ?? '') } },
    });
    expect(new Set(units.map(({ id }) => id))).toEqual(new Set([first, second]));
    for (const { contactId, obligationId } of links) {
      const owner = await db.obligation.findUniqueOrThrow({ where: { id: obligationId ?? '' } });
      expect(owner.unitId).toBe(units.find(({ id }) => id === contactId)?.unitId);
    }
  });

  it('B59 B63 refused there, the line of each unit goes on to its own contact', async () => {
    const desk = await openDesk({ units: 2 });
    const { db, register } = desk;
    const [first = '', second = ''] = register.contacts;
    await linkZalo(desk, 0);
    const { address } = await db.contactRoute.findFirstOrThrow({ where: { contactId: first, kind: 'zalo' } });
    await linkZalo(desk, 1);
    await db.contactRoute.updateMany({ where: { contactId: second, kind: 'zalo' }, data: { address } });
    desk.zalo.answerNext({
      outcome: 'refused',
      permanent: true,
      code: 'ZALO-oa--213',
      reasonVi: 'Người nhận chưa quan tâm Zalo của cơ quan',
      next: 'other_channel',
    });
    await desk.remind('2026-06-04T07:30');
    await desk.drainAll('2026-06-04T07:30');
    const sent = (await outbox(desk)).filter(({ state }) => state === 'sent');
    const lines = sent.map(({ channel, contactId, items }) => [
      channel,
      contactId,
      items.map(({ obligationId, recipient, dropped }) => [obligationId, recipient, dropped]),
    ]);
    expect(new Set(lines.map((line) => JSON.stringify(line)))).toEqual(
      new Set(
        [first, second].map((contact, position) =>
          JSON.stringify(['email', contact, [[register.obligations[position], contact, null]]]),
        ),
      ),
    );
  });
});
