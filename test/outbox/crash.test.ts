import { describe, expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { desks, dieWhileSending, handIn, linkZalo, outbox } from './desk';

const openDesk = desks();

const T15 = '2026-06-04T07:30';

const keysOf = (messages: readonly { key: string }[]): string[] => messages.map(({ key }) => key).sort();

describe('a worker that dies', () => {
  it('B35 before the claim: the next one sends everything once', async () => {
    const desk = await openDesk();
    await desk.remind(T15);
    expect(desk.email.attempts).toEqual([]);
    await desk.drain(T15);
    await desk.drain(T15);
    expect(desk.email.attempts).toHaveLength(3);
    expect(new Set(keysOf(desk.email.delivered)).size).toBe(3);
  });

  it('B35 between claim and sending: the retry knows its own claim, asks the rule, and sends once, marked', async () => {
    const desk = await openDesk({ units: 1 });
    await desk.remind(T15);
    dieWhileSending(desk.email, 'before');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    const { nextAt } = await desk.drain(T15, { attempt: 2 });
    expect(desk.email.delivered).toEqual([]);
    expect(Date.parse(nextAt ?? '')).toBe(Date.parse(`${T15}:00+07:00`) + 60_000);
    await desk.drain('2026-06-04T07:31');
    expect(desk.email.delivered).toHaveLength(1);
    const [message] = await outbox(desk);
    expect(message).toMatchObject({ state: 'sent', attempts: 2, possibleDuplicate: true });
    expect(message?.deliveries.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['unknown', 'WORKER_LOST'],
      ['sent', null],
    ]);
  });

  it('B35 B62 between sending and confirmation: resent with the same key, so the same Message-Id, and marked', async () => {
    const desk = await openDesk({ units: 1 });
    await desk.remind(T15);
    dieWhileSending(desk.email, 'after');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    await desk.drain(T15, { attempt: 2 });
    await desk.drain('2026-06-04T07:31');
    const [first, second] = desk.email.delivered;
    expect(second?.key).toBe(first?.key);
    expect([first?.possibleDuplicate, second?.possibleDuplicate]).toEqual([undefined, true]);
    expect(await outbox(desk)).toMatchObject([{ state: 'sent', possibleDuplicate: true }]);
  });

  it('B62 between sending and confirmation on Zalo: asked first, found there, and not sent again', async () => {
    const desk = await openDesk({ units: 1 });
    await linkZalo(desk, 0);
    await desk.remind(T15);
    dieWhileSending(desk.zalo, 'after');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    await desk.drain(T15, { attempt: 2 });
    await desk.drain('2026-06-04T07:32');
    expect(desk.zalo.attempts).toHaveLength(1);
    expect(desk.email.attempts).toEqual([]);
    expect(await outbox(desk)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('B35 the others of its batch are settled, only the message it died with is in doubt', async () => {
    const desk = await openDesk();
    await desk.remind(T15);
    dieWhileSending(desk.email, 'before');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    await desk.drain(T15, { attempt: 2 });
    await desk.drain('2026-06-04T07:31');
    const messages = await outbox(desk);
    expect(messages.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(messages.filter(({ possibleDuplicate }) => possibleDuplicate)).toHaveLength(1);
    expect(new Set(keysOf(desk.email.delivered)).size).toBe(3);
  });

  it('B101 and with it the engine’s memory: another run takes over the claim when it is surely dead, not before', async () => {
    const desk = await openDesk({ units: 1 });
    await desk.remind(T15);
    dieWhileSending(desk.email, 'before');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    const early = await desk.drain('2026-06-04T07:40', { run: 'run-2' });
    expect(desk.email.delivered).toEqual([]);
    // the sender does not end while a claim is open: it looks again when that one is dead
    expect(Date.parse(early.nextAt ?? '')).toBe(Date.parse('2026-06-04T07:50:00+07:00'));
    await desk.drain('2026-06-04T07:50', { run: 'run-2' });
    await desk.drain('2026-06-04T07:51', { run: 'run-2' });
    expect(desk.email.delivered).toHaveLength(1);
    expect(await outbox(desk)).toMatchObject([{ state: 'sent', possibleDuplicate: true }]);
  });

  it('B36 B37 a report that came meanwhile: nothing is sent again, and what may have left is marked', async () => {
    const desk = await openDesk({ units: 1 });
    await desk.remind(T15);
    dieWhileSending(desk.email, 'after');
    await expect(desk.drain(T15)).rejects.toThrow('SIGKILL');
    await handIn(desk, 0, '2026-06-04T07:30:30');
    await desk.drain('2026-06-04T07:31', { attempt: 2 });
    await desk.drain('2026-06-04T07:32');
    const [message] = await outbox(desk);
    expect(desk.email.delivered.filter(({ key }) => key === message?.key)).toHaveLength(1);
    expect(message).toMatchObject({ state: 'withheld', sentBeforeSubmission: true });
  });
});

describe('two workers', () => {
  it('B35 draining at the same moment send each message once', async () => {
    const desk = await openDesk({ units: 25 });
    await desk.remind(T15);
    const runs = ['run-1', 'run-2', 'run-3', 'run-4'];
    const drained = await Promise.all(runs.map((run) => desk.drain(T15, { run })));
    expect(drained.reduce((total, { sent }) => total + sent, 0)).toBe(25);
    expect(desk.email.attempts).toHaveLength(25);
    expect(new Set(keysOf(desk.email.attempts)).size).toBe(25);
    const { organizationId } = desk.register;
    expect(await desk.db.delivery.count({ where: { organizationId } })).toBe(25);
  });

  it('B35 stepping the same period at the same moment queue each step once', async () => {
    const desk = await openDesk({ units: 10 });
    await Promise.all([desk.remind(T15), desk.remind(T15), desk.remind(T15)]);
    expect(await outbox(desk)).toHaveLength(10);
  });

  it('B102 one of them with its clock an hour back sends nothing twice', async () => {
    const desk = await openDesk();
    await desk.remind(T15);
    await desk.drain(T15);
    await desk.remind('2026-06-04T06:30');
    await desk.drain('2026-06-04T06:30', { run: 'run-2' });
    await desk.remind(T15);
    await desk.drain(T15, { run: 'run-2' });
    expect(desk.email.attempts).toHaveLength(3);
  });

  it('B101 a register restored from the evening before knows what left since by the key the provider has', async () => {
    const desk = await openDesk({ units: 1 });
    await desk.remind(T15);
    await desk.drain(T15);
    const [before] = await outbox(desk);
    // yesterday's register: the message was queued, its claim and its end are lost
    await desk.db.delivery.deleteMany({ where: { messageId: before?.id ?? '' } });
    await desk.db.message.update({
      where: { id: at([before?.id ?? ''], 0) },
      data: { state: 'queued', attempts: 0, sentAt: null, claimedAt: null, claimToken: null, finalAt: null },
    });
    await desk.drain('2026-06-05T07:30');
    // mail cannot be asked; the second copy carries the same Message-Id, which the reader's server folds into one
    expect(new Set(keysOf(desk.email.delivered)).size).toBe(1);
  });
});
