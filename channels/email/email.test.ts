/** E-mail against a real SMTP server on a socket: what arrives, and what each misbehaviour becomes. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../channel';
import { manualClock } from '../clock';
import { type Mailbox, startMailbox } from '../mailbox';
import { messageIdFor } from '../message-ids';
import { createEmailChannel, parseBounce } from '.';

const clock = manualClock('2026-06-12T07:30:00+07:00');
const address = 'tram.yte@xa.example';

const message = (over: Partial<OutboundMessage> = {}): OutboundMessage => ({
  key: 'obl-1/T-3/contact-9/email/1',
  to: { channel: 'email', address, name: 'Trạm Y tế xã' },
  subject: 'Nhắc nộp báo cáo 6 tháng đầu năm 2026, hạn thứ Sáu 19/6/2026',
  text: 'Kính gửi Trạm Y tế xã,\n\nĐề nghị gửi báo cáo: https://xa.example/n/abc\n',
  html: '<p>Kính gửi <b>Trạm Y tế xã</b></p><a href="https://xa.example/n/abc?a=1&amp;b=2">Mở báo cáo</a>',
  asOf: '2026-06-12T07:30:00+07:00',
  ...over,
});

let mailbox: Mailbox;
let email: ReturnType<typeof createEmailChannel>;

beforeEach(async () => {
  mailbox = await startMailbox({ clock });
  email = createEmailChannel({
    smtpUrl: mailbox.smtpUrl,
    from: { address: 'dondoc@xa.example', name: 'Văn phòng HĐND và UBND xã' },
    clock,
  });
});
afterEach(async () => {
  await email.close?.();
  await mailbox.close();
});

describe('a message by e-mail', () => {
  it('arrives with both bodies, Vietnamese subject, attachment, date of the decision and the id from its key', async () => {
    const content = Buffer.from('%PDF-1.7 nội dung');
    const result = await email.send(
      message({
        attachments: [{ filename: 'Công văn đôn đốc.pdf', contentType: 'application/pdf', content }],
      }),
    );
    const mail = await mailbox.waitFor(() => true);

    expect(result).toMatchObject({ outcome: 'sent', providerId: messageIdFor(message().key, 'xa.example') });
    expect(mail.messageId).toBe(messageIdFor(message().key, 'xa.example'));
    expect(mail.subject).toBe(message().subject);
    expect(mail.text).toContain('Đề nghị gửi báo cáo');
    expect(mail.html).toContain('<b>Trạm Y tế xã</b>');
    expect(mail.links).toEqual(['https://xa.example/n/abc', 'https://xa.example/n/abc?a=1&b=2']);
    expect(mail.attachments.map((a) => [a.filename, Buffer.from(a.content).equals(content)])).toEqual([
      ['Công văn đôn đốc.pdf', true],
    ]);
    expect(mail.from).toContain('Văn phòng HĐND và UBND xã');
    const raw = Buffer.from(mail.raw).toString();
    expect(raw).toMatch(/^Date: Fri, 12 Jun 2026 00:30:00 \+0000/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
  });

  it('B61 a dead address is a permanent refusal that flags the address, and the next person is still served', async () => {
    mailbox.setAddressFault(address, 'dead');
    expect(await email.send(message())).toMatchObject({ outcome: 'refused', next: 'flag_address' });
    const other = await email.send(
      message({ key: 'k2', to: { channel: 'email', address: 'khac@xa.example' } }),
    );
    expect(other.outcome).toBe('sent');
    expect(mailbox.messages().map((m) => m.envelopeTo)).toEqual([['khac@xa.example']]);
  });

  it('greylisting means later, and later it goes through', async () => {
    mailbox.setAddressFault(address, 'greylist', { times: 1 });
    expect(await email.send(message())).toMatchObject({ outcome: 'later', retryAfterMs: 300_000 });
    expect((await email.send(message())).outcome).toBe('sent');
    expect(mailbox.messages()).toHaveLength(1);
  });

  it('B62 a connection cut after DATA is unknown and not resent by itself; the resend is the same mail', async () => {
    mailbox.setAddressFault(address, 'drop_kept', { times: 1 });
    expect(await email.send(message())).toMatchObject({ outcome: 'unknown', route: 'email' });
    expect(mailbox.messages()).toHaveLength(1);

    expect((await email.send(message({ possibleDuplicate: true }))).outcome).toBe('sent');
    const [first, second] = mailbox.messages();
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.duplicateOf).toBe(first?.id);
  });

  it('B62 the same cut on a connection that was used before is unknown too', async () => {
    await email.send(message({ key: 'k0' }));
    mailbox.setAddressFault(address, 'drop_lost', { times: 1 });
    expect((await email.send(message())).outcome).toBe('unknown');
    expect(mailbox.messages()).toHaveLength(1);
  });

  it('B62 a server that falls silent after DATA is unknown', async () => {
    mailbox.setAddressFault(address, 'silent_kept', { times: 1 });
    const from = { address: 'dondoc@xa.example', name: 'x' };
    const hasty = createEmailChannel({ smtpUrl: mailbox.smtpUrl, from, clock, socketTimeoutMs: 500 });
    expect(await hasty.send(message())).toMatchObject({ outcome: 'unknown', code: 'ETIMEDOUT' });
    expect(mailbox.messages()).toHaveLength(1);
    await hasty.close();
  });

  it('a server that is not there means later; one that never greets too', async () => {
    const closed = createEmailChannel({
      smtpUrl: 'smtp://127.0.0.1:1',
      from: { address: 'a@xa.example', name: 'x' },
      clock,
    });
    expect(await closed.send(message())).toMatchObject({ outcome: 'later', code: 'ECONNREFUSED' });
    await closed.close?.();

    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const port = (silent.address() as { port: number }).port;
    const waiting = createEmailChannel({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      from: { address: 'a@xa.example', name: 'x' },
      clock,
      greetingTimeoutMs: 50,
    });
    expect((await waiting.send(message())).outcome).toBe('later');
    await waiting.close?.();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('an address that is none flags the address without a connection', async () => {
    const result = await email.send(message({ to: { channel: 'email', address: 'không phải thư' } }));
    expect(result).toMatchObject({ outcome: 'refused', next: 'flag_address' });
  });

  it('refuses to be given a Zalo route', async () => {
    await expect(email.send(message({ to: { channel: 'zalo', userId: '1' } }))).rejects.toThrow();
  });
});

describe('returned mail', () => {
  it('B61 names our message, the address and that it is permanent', async () => {
    mailbox.setAddressFault(address, 'bounce');
    await email.send(message());
    const report = await mailbox.waitFor((m) => m.envelopeFrom === '');
    expect(report.envelopeTo).toEqual(['dondoc@xa.example']);
    expect(await parseBounce(report.raw)).toEqual({
      messageId: messageIdFor(message().key, 'xa.example'),
      address,
      permanent: true,
      status: '5.1.1',
      reasonVi: 'Địa chỉ thư không tồn tại hoặc không còn dùng',
    });
  });

  it('a delay is not permanent, and an ordinary answer is no bounce', async () => {
    const report = (action: string, status: string) =>
      [
        'From: MAILER-DAEMON@mx.example',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        '',
        'Final-Recipient: rfc822;x@y.example',
        `Action: ${action}`,
        `Status: ${status}`,
        '',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Message-ID: <dd.1@xa.example>',
        'Subject: x',
        '',
        'body',
        '--b--',
      ].join('\r\n');
    expect(await parseBounce(report('delayed', '4.4.1'))).toMatchObject({
      permanent: false,
      status: '4.4.1',
    });
    expect(await parseBounce(report('failed', '5.2.2'))).toMatchObject({
      permanent: true,
      messageId: '<dd.1@xa.example>',
    });
    expect(await parseBounce('From: a@b.example\r\nSubject: Re: nhắc\r\n\r\nĐã nhận.')).toBeUndefined();
  });
});

describe('the local mailbox', () => {
  it('shows the list and a message, with its own HTML shut in', async () => {
    await email.send(message({ html: '<script>alert(1)</script><a href="https://xa.example/n/abc">Mở</a>' }));
    const list = await (await fetch(mailbox.httpUrl)).text();
    expect(list).toContain('Nhắc nộp báo cáo 6 tháng đầu năm 2026');
    const view = await (await fetch(`${mailbox.httpUrl}/thu/0001`)).text();
    expect(view).toContain('href="https://xa.example/n/abc"');
    expect(view).toContain('sandbox="allow-popups');
    expect(view).not.toContain('<script>');
    const inner = await fetch(`${mailbox.httpUrl}/thu/0001/html`);
    expect(inner.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect((await fetch(`${mailbox.httpUrl}/thu/99`)).status).toBe(404);
  });

  it('keeps its messages in a folder and shows them again after a restart', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'hop-thu-'));
    const first = await startMailbox({ clock, dir });
    const sender = createEmailChannel({
      smtpUrl: first.smtpUrl,
      from: { address: 'a@xa.example', name: 'A' },
      clock,
    });
    await sender.send(message());
    await sender.close?.();
    await first.close();
    expect(await readdir(dir)).toEqual(['0001-202606120730-tram.yte@xa.example.eml']);

    const second = await startMailbox({ clock, dir });
    expect(second.messages()).toMatchObject([
      {
        id: '0001',
        envelopeTo: [address],
        receivedAt: '2026-06-12T07:30:00.000+07:00',
        subject: message().subject,
      },
    ]);
    await second.close();
    await rm(dir, { recursive: true });
  });
});
