/** Webhooks as Zalo sends them: signature over the exact bytes, retry ladder, duplicates, receipts that wait. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWebhookEvent, verifyWebhookSignature } from '..';
import { setUpZalo } from '../testing';
import { REMINDER_TEMPLATE_ID, RETRY_LADDER_MS, type SimUser, type ZaloSimulator } from '.';

let z: Awaited<ReturnType<typeof setUpZalo>>;
let sim: ZaloSimulator;
let clock: typeof z.clock;
let user: SimUser;
beforeEach(async () => {
  z = await setUpZalo();
  ({ simulator: sim, clock, user } = z);
});
afterEach(async () => {
  await sim.close();
});

type Button =
  | { kind: 'open_url'; title: string; url: string }
  | { kind: 'reply'; title: string; payload: string };
const text = (value: string, buttons: readonly Button[] = []) =>
  z.client.sendText({ userId: user.id, text: value, buttons });
const phone = () =>
  z.client.sendTemplateByPhone({
    phone: '84987654321',
    templateId: REMINDER_TEMPLATE_ID,
    data: { ten_don_vi: 'Trạm Y tế', ten_bao_cao: 'Báo cáo tháng 11', han_nop: '17:00 25/11/2026' },
    trackingId: 't-1',
  });

describe('webhooks', () => {
  interface Received {
    raw: string;
    headers: Record<string, string | string[] | undefined>;
  }
  let hook: Server;
  let received: Received[];
  let answers: number[];

  beforeEach(async () => {
    received = [];
    answers = [];
    hook = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ raw: Buffer.concat(chunks).toString('utf8'), headers: request.headers });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    sim.control.webhooks.subscribe(`http://127.0.0.1:${(hook.address() as { port: number }).port}/zalo`);
  });
  afterEach(async () => {
    hook.closeAllConnections();
    await new Promise((resolve) => hook.close(resolve));
  });

  const names = () => received.map((one) => (JSON.parse(one.raw) as { event_name: string }).event_name);

  it('are signed over the exact bytes, and our own verifier and parser take each of them', async () => {
    await sim.control.say(user.id, 'Đã nhận "nhắc hạn"');
    await text('Nhắc hạn');
    await phone();
    await sim.control.read(user.id);
    await sim.control.submitInfo(user.id, { name: 'Lan', phone: '84987654321' });
    await sim.control.unfollow(user.id);
    await sim.control.withdraw(user.id);
    await sim.control.settle();
    const types = received.map((one) => {
      const verdict = verifyWebhookSignature({
        appId: sim.control.app.id,
        oaSecretKey: sim.control.oa.secretKey,
        rawBody: one.raw,
        header: String(one.headers['x-zevent-signature']),
      });
      expect(verdict).toEqual({ ok: true, form: 'app_id' });
      const parsed = parseWebhookEvent(one.raw);
      return parsed.ok ? parsed.event.type : parsed.reason;
    });
    expect(types).toEqual([
      'user_message',
      'echo',
      'delivered',
      'delivered_by_phone',
      'seen',
      'contact_details',
      'unfollow',
      'withdrew',
    ]);
    expect(received[3]?.headers['x-zevent-server']).toBe('ZNS');
    expect(received[0]?.headers['x-zevent-signature']).toMatch(/^mac=[0-9a-f]{64}$/);
  });

  it('pressing a reply button makes the person write its payload; a link button only opens', async () => {
    await text('x', [
      { kind: 'reply', title: 'Đã nhận', payload: '#NHAN ABC' },
      { kind: 'open_url', title: 'Mở', url: 'https://xa.example/n/1' },
    ]);
    await sim.control.settle();
    received.length = 0;
    const id = sim.control.outbox()[0]?.messageId ?? '';
    expect(await sim.control.press(id, 'Mở')).toEqual({ url: 'https://xa.example/n/1' });
    await sim.control.press(id, 0);
    expect(names()).toEqual(['user_send_text']);
    expect(received[0]?.raw).toContain('#NHAN ABC');
  });

  it('are retried by the ladder with num_retry, then the app is unsubscribed until re-enabled', async () => {
    answers = Array(RETRY_LADDER_MS.length + 1).fill(500);
    await sim.control.say(user.id, 'x');
    expect(received).toHaveLength(1);
    for (const waitMs of RETRY_LADDER_MS) {
      clock.advance(waitMs - 1);
      await sim.control.settle();
      const before = received.length;
      clock.advance(1);
      await sim.control.settle();
      expect(received.length).toBe(before + 1);
    }
    expect(received.map((one) => one.headers.num_retry)).toEqual([undefined, '1', '2', '3', '4', '5']);
    expect(new Set(received.map((one) => one.raw)).size).toBe(1);
    expect(sim.control.webhooks.enabled).toBe(false);
    await sim.control.say(user.id, 'y');
    expect(received).toHaveLength(6);
    sim.control.webhooks.enable();
    await sim.control.say(user.id, 'z');
    expect(received).toHaveLength(7);
  });

  it('come twice or in the wrong order on demand', async () => {
    sim.control.webhooks.duplicate(1);
    await sim.control.say(user.id, 'a');
    expect(received).toHaveLength(2);
    sim.control.webhooks.duplicate(0);
    received.length = 0;
    sim.control.webhooks.holdAndReverse(true);
    await text('x');
    await sim.control.settle();
    expect(received).toHaveLength(0);
    sim.control.webhooks.holdAndReverse(false);
    await sim.control.settle();
    expect(names()).toEqual(['user_received_message', 'oa_send_text']);
  });

  it('a person whose phone is off gets the message, the receipt waits', async () => {
    await sim.control.setOnline(user.id, false);
    await phone();
    await sim.control.settle();
    expect(received).toHaveLength(0);
    await sim.control.setOnline(user.id, true);
    expect(names()).toEqual(['user_received_message']);
  });

  it('other forms of the signature on demand', async () => {
    sim.control.setSwitches({ signature: 'bare', signatureFirstTerm: 'oa_id' });
    await sim.control.say(user.id, 'x');
    const verify = (more: object) =>
      verifyWebhookSignature({
        appId: sim.control.app.id,
        oaSecretKey: sim.control.oa.secretKey,
        rawBody: received[0]?.raw ?? '',
        header: String(received[0]?.headers['x-zevent-signature']),
        ...more,
      });
    expect(verify({}).ok).toBe(false);
    expect(verify({ alsoAcceptOaId: sim.control.oa.id })).toEqual({ ok: true, form: 'oa_id' });
  });
});
