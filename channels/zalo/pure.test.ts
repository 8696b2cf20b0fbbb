/** The parts of the Zalo client that need no network: signature, events, numbers, error classes, PKCE, redaction. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { appSecretProof } from './caller';
import { BUSINESS_ERRORS, classifyError, OA_ERRORS, OAUTH_ERRORS } from './errors';
import { countsAsInteraction, parseWebhookEvent } from './events';
import { buttonsPayload, checkText } from './inputs';
import { codePoints, nfc, withoutMentions } from './limits';
import { buildConsentUrl, codeChallenge, createCodeVerifier } from './oauth';
import { normalizeVnPhone } from './phone';
import { redact } from './redact';
import { verifyWebhookSignature, webhookMac } from './signature';

const appId = '1234567890123456789';
const oaSecretKey = 'demo-oa-secret-key-0001';
const text1 =
  '{"app_id":"1234567890123456789","sender":{"id":"5555000011112222333"},"user_id_by_app":"7777000011112222333","recipient":{"id":"9999000011112222333"},"event_name":"user_send_text","message":{"text":"Xã Bình An đã nhận nhắc hạn báo cáo","msg_id":"a1b2c3d4e5f60718293a"},"timestamp":"1767225600000"}';
const mac1 = '2c60e414233d47b3c92cb78d6e70dce9490f32ce500f4a20e30b42915da99c2e';
const text2 =
  '{"oa_id":"9999000011112222333","follower":{"id":"5555000011112222333"},"user_id_by_app":"7777000011112222333","event_name":"follow","source":"oa_profile","app_id":"1234567890123456789","timestamp":"1767225601000"}';
const mac2 = '912e8a656dc5bfdda8862bb5199d24c792040d727929a969a788e22198821121';

describe('webhook signature', () => {
  const verify = (header: string | undefined, rawBody = text1, more = {}) =>
    verifyWebhookSignature({ appId, oaSecretKey, rawBody, header, ...more });

  it('accepts both worked examples, in each header form', () => {
    expect(createHash('sha256').update(text1).digest('hex')).toBe(
      '51efe35a02c8bf92eebca0fbb7cbada27b0577966e10462c46dd82b1254b5e05',
    );
    expect([Buffer.byteLength(text1), Buffer.byteLength(text2)]).toEqual([309, 213]);
    for (const header of [`mac=${mac1}`, `mac = ${mac1}`, mac1, `MAC=${mac1.toUpperCase()}`]) {
      expect(verify(header)).toEqual({ ok: true, form: 'app_id' });
    }
    expect(verify(`mac=${mac2}`, text2)).toEqual({ ok: true, form: 'app_id' });
    expect(verifyWebhookSignature({ appId, oaSecretKey, rawBody: Buffer.from(text2), header: mac2 }).ok).toBe(
      true,
    );
  });

  it.each([
    ['HMAC keyed with the secret', 'a57f1fb1b601db8af57873d3323af27ef161387404cf7cd5b57e9e4d35598a35'],
    ['re-serialised body', '61ef73d091cfe056e1ff76f4dc50b6a657417880823624b461ef64493562dabd'],
    ['body in NFD', '0c0b76f62898fe02d879b70ee83643bee4cd6d7851647d3607f2e2b3b30ac49f'],
    ['OA id in place of the app id', '72e6144350d1384336761438912c598c3be8c095a3a5490fcd81392c179a3cb0'],
    ['other event', mac2],
  ])('refuses %s', (_name, hex) => {
    expect(verify(`mac=${hex}`)).toEqual({ ok: false, reason: 'mismatch' });
  });

  it('refuses what is no signature, and a body whose bytes were changed', () => {
    expect(verify(undefined)).toEqual({ ok: false, reason: 'no_header' });
    expect(verify('mac=xyz')).toEqual({ ok: false, reason: 'malformed_header' });
    expect(verify(`mac=${mac1}`, '{}')).toEqual({ ok: false, reason: 'no_timestamp' });
    expect(verify(`mac=${mac1}`, 'not json')).toEqual({ ok: false, reason: 'no_timestamp' });
    expect(verify(`mac=${mac1}`, JSON.stringify(JSON.parse(text1), null, 1))).toMatchObject({ ok: false });
    expect(verify(`mac=${mac1}`, text1.normalize('NFD'))).toMatchObject({ ok: false });
  });

  it('takes the OA id form only where the setting allows it, and says so', () => {
    const header = 'mac=72e6144350d1384336761438912c598c3be8c095a3a5490fcd81392c179a3cb0';
    expect(verify(header, text1, { alsoAcceptOaId: '9999000011112222333' })).toEqual({
      ok: true,
      form: 'oa_id',
    });
  });

  it('signs a number timestamp by its digits', () => {
    const body = '{"event_name":"follow","timestamp":1767225601000}';
    const header = webhookMac(appId, Buffer.from(body), '1767225601000', oaSecretKey);
    expect(verify(header, body).ok).toBe(true);
  });
});

describe('webhook events', () => {
  const event = (body: object) => {
    const parsed = parseWebhookEvent(JSON.stringify(body));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed;
  };

  it('reads a text, with the account it came to and a key that is the same at each delivery', () => {
    expect(parseWebhookEvent(text1)).toEqual({
      ok: true,
      oaId: '9999000011112222333',
      event: {
        type: 'user_message',
        eventName: 'user_send_text',
        userId: '5555000011112222333',
        messageId: 'a1b2c3d4e5f60718293a',
        text: 'Xã Bình An đã nhận nhắc hạn báo cáo',
        at: '2026-01-01T07:00:00.000+07:00',
        dedupeKey: 'user_send_text:a1b2c3d4e5f60718293a',
      },
    });
  });

  it('tells events without a message id apart by their bytes', () => {
    const one = parseWebhookEvent(text2);
    const two = parseWebhookEvent(text2.replace('1767225601000', '1767225602000'));
    if (!one.ok || !two.ok) throw new Error('not parsed');
    expect(one.event).toMatchObject({ type: 'follow', userId: '5555000011112222333' });
    expect(one.event.dedupeKey).not.toBe(two.event.dedupeKey);
    expect(parseWebhookEvent(Buffer.from(text2))).toEqual(one);
  });

  it.each([
    [
      { event_name: 'unfollow', follower: { id: '1' } },
      { type: 'unfollow', userId: '1' },
    ],
    [
      {
        event_name: 'user_send_image',
        sender: { id: '1' },
        recipient: { id: '9' },
        message: { msg_id: 'm' },
      },
      { type: 'user_message', messageId: 'm' },
    ],
    [
      {
        event_name: 'user_received_message',
        sender: { id: '9' },
        recipient: { id: '1' },
        message: { msg_id: 'm' },
      },
      { type: 'delivered', userId: '1', messageId: 'm' },
    ],
    [
      {
        event_name: 'user_received_message',
        timestamp: '1767225600000',
        sender: { id: '9' },
        recipient: { id: '84987654321' },
        message: { msg_id: 'm', tracking_id: 't', delivery_time: '1767225661000' },
      },
      {
        type: 'delivered_by_phone',
        trackingId: 't',
        recipient: '84987654321',
        at: '2026-01-01T07:01:01.000+07:00',
      },
    ],
    [
      {
        event_name: 'user_seen_message',
        sender: { id: '9' },
        recipient: { id: '1' },
        message: { msg_ids: ['a', 'b'] },
      },
      { type: 'seen', messageIds: ['a', 'b'] },
    ],
    [
      {
        event_name: 'oa_send_text',
        sender: { id: '9', admin_id: '7' },
        recipient: { id: '1' },
        message: { msg_id: 'm', text: 'x' },
      },
      { type: 'echo', userId: '1', messageId: 'm', text: 'x', adminId: '7' },
    ],
    [
      {
        event_name: 'user_submit_info',
        sender: { id: '1' },
        recipient: { id: '9' },
        info: { name: 'A', phone: 84987654321 },
      },
      { type: 'contact_details', phone: '84987654321' },
    ],
    [
      { event_name: 'user_withdraw', user_id: '1' },
      { type: 'withdrew', userId: '1' },
    ],
    [
      {
        event_name: 'change_template_status',
        template_id: '4',
        status: { new_status: 'DISABLE' },
        reason: 'r',
      },
      { type: 'template_status', templateId: '4', status: 'DISABLE' },
    ],
    [
      { event_name: 'change_oa_daily_quota', oaId: '9', quota: { new_value: 500 } },
      { type: 'daily_quota', quota: '500' },
    ],
    [
      { event_name: 'user_send_group_text', sender: { id: '1' }, message: { msg_id: 'm' } },
      { type: 'other' },
    ],
    [{ event_name: 'a_new_event' }, { type: 'other', eventName: 'a_new_event' }],
    [{ event_name: 'follow' }, { type: 'other' }],
  ])('reads %j', (body, expected) => {
    expect(event(body).event).toMatchObject(expected);
  });

  it('counts following, writing and pressing as interaction, receipts not', () => {
    const type = (body: object) => countsAsInteraction(event(body).event);
    expect(type({ event_name: 'follow', follower: { id: '1' } })).toBe(true);
    expect(type({ event_name: 'user_send_sticker', sender: { id: '1' }, message: { msg_id: 'm' } })).toBe(
      true,
    );
    expect(type({ event_name: 'unfollow', follower: { id: '1' } })).toBe(false);
    expect(
      type({ event_name: 'user_seen_message', recipient: { id: '1' }, message: { msg_ids: ['a'] } }),
    ).toBe(false);
  });

  it('refuses what is no event, and an id that JSON has already rounded', () => {
    expect(parseWebhookEvent('<html>')).toMatchObject({ ok: false });
    expect(parseWebhookEvent('{"timestamp":"1"}')).toMatchObject({ ok: false });
    expect(parseWebhookEvent('{"event_name":"follow","follower":{"id":5555000011112222333}}').ok).toBe(false);
  });
});

describe('phone numbers', () => {
  it.each([
    '0987654321',
    '+84 987 654 321',
    '84987654321',
    '0084987654321',
    '987.654.321',
    '(+84) 0987-654-321',
  ])('%s becomes 84987654321', (typed) => {
    expect(normalizeVnPhone(typed)).toEqual({ ok: true, phone: '84987654321' });
  });

  it('keeps numbers that themselves begin with 84', () => {
    expect(normalizeVnPhone('0849876543')).toEqual({ ok: true, phone: '84849876543' });
    expect(normalizeVnPhone('84849876543')).toEqual({ ok: true, phone: '84849876543' });
  });

  it.each(['', '02203123456', '098765432', '09876543210', '1987654321', 'không có', '+1 212 555 0100'])(
    'refuses "%s" with a way out',
    (typed) => {
      const result = normalizeVnPhone(typed);
      expect(result.ok ? result.phone : result.reasonVi).toMatch(/Số điện thoại/);
    },
  );
});

describe('error classes', () => {
  it('key on surface and code: the same number means different things', () => {
    expect(classifyError('oa', -100).maxTries).toBe(1);
    expect(classifyError('business', -100).class).toBe('RETRY');
    expect(classifyError('business', -118)).toMatchObject({ class: 'NEXT', remember: true });
    expect(classifyError('oauth', -118).class).toBe('RECONSENT');
    expect(classifyError('business', -124).class).toBe('REFRESH');
  });

  it('-201 about the user id is about the person, otherwise about us', () => {
    expect(classifyError('oa', -201, 'user_id is invalid!')).toMatchObject({
      class: 'NEXT',
      flag: 'user_id',
    });
    expect(classifyError('oa', -201, 'message is invalid!').class).toBe('BUG');
  });

  it('an unknown code is tried twice and told; on the OAuth host it asks for consent', () => {
    expect(classifyError('oa', -99_999)).toMatchObject({ class: 'RETRY', maxTries: 2, alert: true });
    expect(classifyError('oauth', -99_999).class).toBe('RECONSENT');
  });

  it('every row tells an officer in Vietnamese, and every CONFIG row says what it stops', () => {
    const rows = [OA_ERRORS, BUSINESS_ERRORS, OAUTH_ERRORS].flatMap((table) => Object.values(table));
    expect(rows.length).toBeGreaterThan(110);
    for (const row of rows) {
      expect(row.reasonVi).toMatch(/[à-ỹđ]/i);
      expect(row.reasonVi).toBe(row.reasonVi.normalize('NFC'));
      if (row.class === 'CONFIG') expect(row.scope).toBeDefined();
    }
  });
});

describe('PKCE and consent', () => {
  it('matches RFC 7636 and makes verifiers of 43 characters', () => {
    expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
    expect(createCodeVerifier()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('builds exactly the four parameters, in three modes', () => {
    const build = (pkce: Parameters<typeof buildConsentUrl>[0]['pkce']) =>
      buildConsentUrl({
        appId,
        oauthBaseUrl: 'https://o',
        redirectUri: 'https://x.example/cb?a=1',
        state: 's1',
        pkce,
      });
    const params = (url: string) => Object.fromEntries(new URL(url).searchParams);
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

    const fixed = build({ mode: 'fixed', verifier });
    expect(new URL(fixed.url).pathname).toBe('/v4/oa/permission');
    expect(params(fixed.url)).toEqual({
      app_id: appId,
      redirect_uri: 'https://x.example/cb?a=1',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      state: 's1',
    });
    expect(fixed.codeVerifier).toBeUndefined();
    const perRequest = build({ mode: 'per-request' });
    expect(params(perRequest.url).code_challenge).toBe(codeChallenge(perRequest.codeVerifier ?? ''));
    expect(params(build({ mode: 'none' }).url)).not.toHaveProperty('code_challenge');
  });

  it('proves the app secret as the worked value says', () => {
    expect(appSecretProof('demo-app-secret', 'demo-access-token')).toBe(
      'aed6826bfacdf6c46c9b96c4dc4634d148ee2c2fd274a9976d9ef754c800814d',
    );
  });
});

describe('limits and redaction', () => {
  it('measures code points of the NFC form', () => {
    expect(codePoints(nfc('Nhắc hạn nộp báo cáo'.normalize('NFD')))).toBe(20);
    expect(codePoints('Nhắc hạn nộp báo cáo'.normalize('NFD'))).toBe(27);
    expect(checkText('𠮷'.repeat(2_000))).toBeUndefined();
    expect(checkText('a'.repeat(2_001))).toContain('2001');
    expect(checkText('  ')).toBeDefined();
  });

  it('refuses buttons that Zalo would refuse', () => {
    const reply = { kind: 'reply', title: 'x', payload: '#X' } as const;
    expect(buttonsPayload(Array(5).fill(reply)).ok).toBe(false);
    expect(buttonsPayload([{ ...reply, title: 'x'.repeat(101) }]).ok).toBe(false);
    expect(buttonsPayload([{ ...reply, payload: 'x'.repeat(1_001) }]).ok).toBe(false);
    expect(buttonsPayload([{ kind: 'open_url', title: 'x', url: 'javascript:alert(1)' }]).ok).toBe(false);
  });

  it('takes mentions out of what people wrote', () => {
    expect(withoutMentions('Còn [@123] và [@all] chưa nộp')).toBe('Còn  và  chưa nộp');
  });

  it('masks tokens, numbers and texts at any depth', () => {
    const masked = JSON.stringify(
      redact({
        access_token: 'T',
        data: [{ phone: '84987654321', text: 'riêng tư', note: 'gọi 0987654321' }],
        error: -1,
      }),
    );
    expect(masked).not.toMatch(/84987654321|0987654321|riêng tư|"T"/);
    expect(masked).toContain('"error":-1');
  });
});
