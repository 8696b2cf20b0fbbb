/** The recording channel answers as told and keeps what a person would have received. */
import { describe, expect, it } from 'vitest';
import { createRecordingChannel, type OutboundMessage } from '.';

const message = (key: string): OutboundMessage => ({
  key,
  to: { channel: 'email', address: 'a@xa.example' },
  text: 'x',
  asOf: '2026-06-12T08:00:00+07:00',
});

describe('the recording channel', () => {
  it('sends by default, refuses when scripted, and keeps the two apart', async () => {
    const channel = createRecordingChannel('email');
    channel.answerNext({ outcome: 'later', retryAfterMs: 1, code: 'c', reasonVi: 'bận' });
    expect((await channel.send(message('a'))).outcome).toBe('later');
    expect((await channel.send(message('a'))).outcome).toBe('sent');
    expect([channel.attempts.length, channel.delivered.length]).toEqual([2, 1]);
  });

  it('B62 loses an answer with or without delivery, and tells which when asked', async () => {
    const channel = createRecordingChannel('email');
    channel.loseNextAnswer(true);
    channel.loseNextAnswer(false);
    expect((await channel.send(message('a'))).outcome).toBe('unknown');
    expect((await channel.send(message('b'))).outcome).toBe('unknown');
    expect((await channel.reconcile(message('a'))).found).toBe('yes');
    expect((await channel.reconcile(message('b'))).found).toBe('no');
  });

  it('refuses a route of another channel', async () => {
    await expect(createRecordingChannel('zalo').send(message('a'))).rejects.toThrow();
  });
});
