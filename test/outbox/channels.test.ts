import { describe, expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { type Desk, desks, handIn, linkZalo, outbox, refusal, routes } from './desk';

const openDesk = desks();

const T15 = '2026-06-04T07:30';
const T7 = '2026-06-12T07:30';
const T1 = '2026-06-18T07:30';

const addressees = (attempts: readonly { to: unknown }[]): string[] =>
  attempts.map(
    ({ to }) => (to as { address?: string; userId?: string }).address ?? (to as { userId: string }).userId,
  );

const mailOf = (desk: Desk, position: number): Promise<string[]> =>
  routes(desk, { contactId: at(desk.register.contacts, position), kind: 'email' });

describe('Zalo', () => {
  it('B59 refused: e-mail in the same slot, the reason kept in Vietnamese, and the reminder counts once', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    desk.zalo.answerNext(refusal());
    await desk.remind(T15);
    await desk.drainAll(T15);
    expect(desk.zalo.attempts).toHaveLength(1);
    expect(addressees(desk.email.delivered)).toEqual(await mailOf(desk, 0));
    const [first, second] = await outbox(desk);
    expect(first).toMatchObject({
      channel: 'zalo',
      state: 'failed',
      reason: expect.stringContaining('chưa tương tác'),
    });
    expect(second).toMatchObject({ channel: 'email', state: 'sent', fallbackOfId: first?.id });
    expect(second?.sentAt).toEqual(first?.effectiveAt);
    expect(second?.items.map(({ step }) => step)).toEqual(first?.items.map(({ step }) => step));
    // refused for now, not for ever: the next step tries Zalo again
    await desk.remind(T7);
    await desk.drainAll(T7);
    expect(desk.zalo.delivered).toHaveLength(1);
  });

  it('B59 refused at a step that goes to every channel: e-mail has it already, nothing stands in', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    for (const day of [T15, T7, '2026-06-16T07:30']) await desk.remind(day);
    await desk.drainAll('2026-06-16T07:31');
    desk.email.clear();
    desk.zalo.clear();
    desk.zalo.answerNext(refusal());
    await desk.remind(T1);
    await desk.drainAll(T1);
    expect(desk.email.delivered).toHaveLength(1);
  });

  it('B59 a way on which a person will always be refused is left out from then on, with the reason', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    const tried = [
      {
        route: 'zalo_text' as const,
        code: 'ZALO-oa--227',
        reasonVi: 'Tài khoản Zalo bị khóa',
        remember: true,
      },
    ];
    desk.zalo.answerNext(refusal({ code: 'ZALO-oa--227', tried }));
    await desk.remind(T15);
    await desk.drainAll(T15);
    await desk.remind(T7);
    await desk.drainAll(T7);
    expect(desk.zalo.attempts).toHaveLength(1);
    expect(desk.email.delivered).toHaveLength(2);
    const { organizationId } = desk.register;
    const where = { organizationId, kind: 'zalo' as const };
    const route = await desk.db.contactRoute.findFirstOrThrow({ where });
    expect(route).toMatchObject({ state: 'blocked', stateReason: 'Tài khoản Zalo bị khóa' });
    const flagged = await desk.db.auditEntry.count({
      where: { action: 'route.flagged', subjectId: route.id },
    });
    expect(flagged).toBe(1);
  });

  it('leaves the buttons to the channel and counts the attempts', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    desk.zalo.answerNext({
      outcome: 'later',
      code: 'ZALO-oa--32',
      reasonVi: 'Zalo bận',
      retryAfterMs: 60_000,
    });
    await desk.remind(T15);
    await desk.drainAll(T15);
    await desk.drainAll('2026-06-04T07:31');
    expect(desk.zalo.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(desk.zalo.attempts[0]?.buttons).toBeUndefined();
    expect(desk.zalo.attempts[0]?.link).toContain('https://dondoc.vi-du.vn/b/');
    expect(await outbox(desk)).toMatchObject([{ state: 'sent', possibleDuplicate: false }]);
  });

  it('B60 accepted and silent for a day: e-mail follows for an important message, for no other', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    const focal = { contactId: at(desk.register.contacts, 0), kind: 'email' as const };
    await routes(desk, focal, 'bounced');
    for (const day of [T15, T7, '2026-06-16T07:30', T1]) {
      await desk.remind(day);
      await desk.drainAll(day);
    }
    await routes(desk, focal, 'active');
    await desk.reconcile('2026-06-19T02:00');
    expect(
      (await outbox(desk)).filter(({ fallbackOfId }) => fallbackOfId),
      'not yet a day',
    ).toEqual([]);
    await desk.reconcile('2026-06-20T02:00');
    await desk.reconcile('2026-06-21T02:00');
    await desk.drainAll('2026-06-20T02:00');
    expect(desk.email.delivered, 'not at night').toEqual([]);
    await desk.drainAll('2026-06-22T07:00');
    expect(desk.email.delivered).toHaveLength(1);
    expect(await outbox(desk).then((all) => all.filter(({ fallbackOfId }) => fallbackOfId))).toMatchObject([
      { channel: 'email', state: 'sent', items: [{ step: 'T-1' }] },
    ]);
  });

  it('B64 a person who wants no Zalo gets e-mail only', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    await routes(desk, { kind: 'zalo' }, 'opted_out');
    await desk.remind(T1);
    await desk.drainAll(T1);
    expect(desk.zalo.attempts).toEqual([]);
    expect(desk.email.delivered).toHaveLength(1);
  });

  it('B66 access lost: everything goes by e-mail, the administrators hear of it once a day, recovery doubles nothing', async () => {
    const desk = await openDesk();
    for (const position of [0, 1, 2]) await linkZalo(desk, position);
    const lost = refusal({
      code: 'ZALO-oa--223',
      reasonVi: 'Zalo của cơ quan chưa cấp quyền',
      next: 'stop_channel',
    });
    desk.zalo.answerNext(lost, lost, lost);
    await desk.remind(T15);
    await desk.drainAll(T15);
    const reminded = desk.email.delivered.filter(({ subject }) => !subject?.includes('Zalo'));
    const mail = await Promise.all([0, 1, 2].map((position) => mailOf(desk, position)));
    expect(addressees(reminded).sort()).toEqual(mail.flat().sort());
    const alerts = await outbox(desk, 'alert');
    expect(alerts).toHaveLength(2);
    expect(alerts.map(({ userId }) => userId?.split('-')[0]).sort()).toEqual(['admin', 'head']);
    expect(desk.email.delivered.find(({ subject }) => subject?.includes('Zalo'))?.text).toContain(
      'chưa cấp quyền',
    );
    desk.email.clear();
    await desk.remind(T7);
    await desk.drainAll(T7);
    expect(desk.zalo.delivered).toHaveLength(3);
    expect(desk.email.delivered).toEqual([]);
  });

  it('B66 a token that only a person can renew is noticed at night, before anybody is to be written to', async () => {
    const answer = {
      ok: false,
      surface: 'oauth',
      code: 'NO_TOKEN',
      zaloMessage: '',
      class: 'RECONSENT',
      httpStatus: 0,
      raw: null,
    } as const;
    const watch = { organizationId: '', current: async () => answer };
    const desk = await openDesk({ units: 1, zaloTokens: watch });
    watch.organizationId = desk.register.organizationId;
    await desk.reconcile('2026-06-02T02:00');
    await desk.reconcile('2026-06-02T03:00');
    expect(await outbox(desk, 'alert')).toHaveLength(2);
    await desk.reconcile('2026-06-03T02:00');
    expect(await outbox(desk, 'alert')).toHaveLength(4);
  });
});

describe('e-mail', () => {
  it('B61 an address that does not exist: flagged, the next contact tried, no further mail to it', async () => {
    const desk = await openDesk({ units: 1 });
    const dead = refusal({
      code: 'SMTP-550-5.1.1',
      reasonVi: 'Địa chỉ thư không tồn tại',
      next: 'flag_address',
    });
    desk.email.answerNext(dead);
    await desk.remind(T15);
    await desk.drainAll(T15);
    await desk.remind(T7);
    await desk.drainAll(T7);
    const [focal = ''] = await mailOf(desk, 0);
    const [head = ''] = await routes(desk, { contactId: at(desk.register.heads, 0) });
    expect(addressees(desk.email.attempts)).toEqual([focal, head, head]);
    expect(
      await desk.db.contactRoute.findFirst({
        where: { address: focal, contactId: at(desk.register.contacts, 0) },
      }),
    ).toMatchObject({
      state: 'bounced',
      stateReason: 'Địa chỉ thư không tồn tại',
    });
  });

  it('B61 nobody left to try: withheld with the reason, and the office sees whose gap it is', async () => {
    const desk = await openDesk({ units: 1 });
    await routes(desk, {}, 'bounced');
    await desk.remind(T15);
    await desk.drainAll(T15);
    expect(desk.email.attempts).toEqual([]);
    expect(await outbox(desk)).toMatchObject([
      {
        state: 'withheld',
        contactId: desk.register.contacts[0],
        reason: expect.stringContaining('chưa có thư điện tử'),
      },
    ]);
  });

  it('B62 unknown outcomes: three marked resends with one key, then it stays unknown and is never sent again', async () => {
    const desk = await openDesk({ units: 1 });
    for (let time = 0; time < 4; time += 1) desk.email.loseNextAnswer(false);
    await desk.remind(T15);
    for (const minute of ['30', '31', '36', '51', '59']) await desk.drainAll(`2026-06-04T07:${minute}`);
    await desk.drainAll('2026-06-04T12:00');
    expect(desk.email.attempts.map(({ possibleDuplicate }) => possibleDuplicate ?? false)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(new Set(desk.email.attempts.map(({ key }) => key)).size).toBe(1);
    expect(await outbox(desk)).toMatchObject([{ state: 'unknown', possibleDuplicate: true, attempts: 4 }]);
  });

  it('B66 a mail account that is refused: everything waits, the administrators hear of it, nothing is lost', async () => {
    const desk = await openDesk();
    const stopped = refusal({
      code: 'SMTP-535',
      reasonVi: 'Máy chủ thư không chấp nhận tài khoản gửi',
      next: 'stop_channel',
    });
    desk.email.answerNext(stopped, stopped, stopped, stopped, stopped);
    await desk.remind(T15);
    await desk.drainAll(T15);
    expect((await outbox(desk)).map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
    await desk.drainAll('2026-06-04T07:45');
    expect((await outbox(desk)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect((await outbox(desk, 'alert')).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('a text that cannot be written holds up nobody else, and somebody hears of it', async () => {
    const desk = await openDesk();
    await desk.remind(T15);
    const [first] = await outbox(desk);
    // a kind whose facts are missing: what a release with a mistake in it would leave behind
    await desk.db.message.update({ where: { id: first?.id ?? '' }, data: { kind: 'returned', facts: {} } });
    await desk.drainAll(T15);
    const { organizationId } = desk.register;
    const where = { organizationId, kind: { not: 'alert' as const } };
    const states = await desk.db.message.findMany({ where });
    expect(states.map(({ state }) => state).sort()).toEqual(['queued', 'sent', 'sent']);
    expect(states.find(({ id }) => id === first?.id)).toMatchObject({
      reason: expect.stringContaining('Chưa soạn được'),
      possibleDuplicate: false,
    });
    expect(await outbox(desk, 'alert')).toHaveLength(2);
  });
});

describe('Zalo, outcome unknown', () => {
  const lostTwice = async (...deliveredThere: boolean[]) => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    for (const delivered of deliveredThere) desk.zalo.loseNextAnswer(delivered);
    await desk.remind(T15);
    for (const minute of ['30', '32', '34', '36']) await desk.drainAll(`2026-06-04T07:${minute}`);
    return desk;
  };

  it('B62 it had arrived: found when asked, nothing is sent again', async () => {
    const desk = await lostTwice(true);
    expect(desk.zalo.attempts).toHaveLength(1);
    expect(await outbox(desk)).toMatchObject([
      { state: 'sent', deliveries: [{ outcome: 'unknown', route: 'zalo_text' }, { outcome: 'sent' }] },
    ]);
  });

  it('B62 it had not: one resend, marked', async () => {
    const desk = await lostTwice(false);
    expect(desk.zalo.attempts.map(({ possibleDuplicate }) => possibleDuplicate ?? false)).toEqual([
      false,
      true,
    ]);
    expect(desk.email.attempts).toEqual([]);
  });

  it('B62 lost again and not found: e-mail, no third Zalo message', async () => {
    const desk = await lostTwice(false, false);
    expect(desk.zalo.attempts).toHaveLength(2);
    expect(addressees(desk.email.delivered)).toEqual(await mailOf(desk, 0));
    expect(await outbox(desk)).toMatchObject([
      { channel: 'zalo', state: 'failed' },
      { channel: 'email', state: 'sent' },
    ]);
  });

  it('B62 a wait in between is no second unknown outcome', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    const busy = {
      outcome: 'later',
      code: 'ZALO-oa--32',
      reasonVi: 'Zalo bận',
      retryAfterMs: 60_000,
    } as const;
    desk.zalo.answerNext(busy, busy);
    desk.zalo.loseNextAnswer(false);
    await desk.remind(T15);
    for (const minute of ['30', '31', '32', '34', '36']) await desk.drainAll(`2026-06-04T07:${minute}`);
    expect(desk.zalo.attempts).toHaveLength(4);
    expect(await outbox(desk)).toMatchObject([{ channel: 'zalo', state: 'sent', possibleDuplicate: true }]);
  });

  it('B36 the report came while it was in doubt: neither asked again nor sent again', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    desk.zalo.loseNextAnswer(true);
    await desk.remind(T15);
    await desk.drainAll(T15);
    await handIn(desk, 0, '2026-06-04T07:31');
    await desk.drainAll('2026-06-04T07:32');
    const [message] = await outbox(desk);
    expect(desk.zalo.attempts.filter(({ key }) => key === message?.key)).toHaveLength(1);
    expect(message).toMatchObject({ state: 'withheld', sentBeforeSubmission: true });
  });
});
