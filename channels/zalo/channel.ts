/** Zalo as a channel: free text inside the seven-day window, else a template by user id, else by phone, else e-mail. */
import { isoInstant, toMillis } from '../../domain/time';
import type { Channel, OutboundMessage, RouteAttempt, SendResult, SendRoute, ZaloRoute } from '../channel';
import type { Clock } from '../clock';
import { shortCodeFor, trackingIdFor } from '../message-ids';
import type { SentMessage, ZaloOaClient } from './client';
import { classifyError, type ZaloErrorRow } from './errors';
import type { ButtonInput } from './inputs';
import { BUTTONS_MAX, codePoints, nfc, shorten, TEXT_MAX } from './limits';
import { type ReceiptBook, reconcileZalo } from './reconcile';
import type { ZaloTemplate } from './schemas';
import { fitTemplateData } from './template-data';
import type { ZaloFailure, ZaloResult } from './types';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A consultation text may be sent up to seven days after the person's last interaction (§3.1). */
export const TEXT_WINDOW_MS = 7 * DAY_MS;
const TEMPLATE_CACHE_MS = 60 * MINUTE_MS;
/** Doubled at each try; the rate limit counts by the minute. */
const FIRST_RETRY_MS = 1 * MINUTE_MS;

export interface ZaloChannelOptions {
  client: ZaloOaClient;
  clock: Clock;
  /** What webhooks brought; without it an unknown outcome is looked up in the conversation only. */
  receipts?: ReceiptBook;
}

export function createZaloChannel(options: ZaloChannelOptions): Channel {
  const { client, clock } = options;
  const templates = new Map<string, { template: ZaloTemplate; atMs: number }>();

  return {
    name: 'zalo',
    async send(message) {
      if (message.to.channel !== 'zalo') throw new Error('Zalo channel was given a route of another channel');
      const tried: RouteAttempt[] = [];
      const alerts: string[] = [];
      const finish = (result: SendResult): SendResult => ({
        ...result,
        ...(tried.length > 0 ? { tried } : {}),
        ...(alerts.length > 0 ? { alertVi: [...new Set(alerts)].join('; ') } : {}),
      });

      for (const route of routesFor(message, message.to)) {
        const result = await attempt(route, message, message.to);
        if (result.ok) return finish(sent(result, route, clock));
        if (result.class === 'UNKNOWN_OUTCOME') {
          return finish({
            outcome: 'unknown',
            route,
            code: 'ZALO-UNKNOWN',
            reasonVi: 'Đã chuyển tin tới Zalo nhưng mất trả lời',
          });
        }
        const row = rowOf(result);
        if (row.alert) alerts.push(row.reasonVi);
        const stop = stopping(result, row, message);
        if (stop) return finish(stop);
        tried.push({ route, code: codeOf(result), reasonVi: row.reasonVi, remember: row.remember ?? false });
      }
      return finish(nowhere(message.to, tried));
    },
    reconcile: (message, { since, route }) =>
      reconcileZalo({
        client,
        message,
        since,
        route,
        ...(options.receipts ? { receipts: options.receipts } : {}),
      }),
  };

  function attempt(
    route: SendRoute,
    message: OutboundMessage,
    to: ZaloRoute,
  ): Promise<ZaloResult<SentMessage>> {
    const userId = to.userId ?? '';
    if (route === 'zalo_text') {
      return client.sendText({ userId, text: textOf(message), buttons: buttonsOf(message) });
    }
    return withTemplate(message, (templateId, data) =>
      route === 'zalo_template_user'
        ? client.sendTemplateByUid({ userId, templateId, data })
        : client.sendTemplateByPhone({
            phone: to.phone ?? '',
            templateId,
            data,
            trackingId: trackingIdFor(message.key),
          }),
    );
  }

  async function withTemplate(
    message: OutboundMessage,
    send: (templateId: string, data: Record<string, string>) => Promise<ZaloResult<SentMessage>>,
  ): Promise<ZaloResult<SentMessage>> {
    const templateId = message.templateId ?? '';
    const nowMs = clock.now().getTime();
    let cached = templates.get(templateId);
    if (!cached || nowMs - cached.atMs > TEMPLATE_CACHE_MS) {
      const read = await client.getTemplate(templateId);
      if (!read.ok) return read;
      cached = { template: read.value, atMs: nowMs };
      templates.set(templateId, cached);
    }
    const fitted = fitTemplateData(cached.template, message.templateData ?? {});
    if (!fitted.ok) {
      return {
        ok: false,
        surface: 'business',
        code: cached.template.enabled ? -1122 : -131,
        zaloMessage: fitted.problem,
        class: 'BUG',
        httpStatus: 0,
        raw: null,
      };
    }
    return send(templateId, fitted.data);
  }
}

/** The ways worth trying, best first: what costs nothing, then what needs no phone number, then the number. */
export function routesFor(message: OutboundMessage, to: ZaloRoute): SendRoute[] {
  const open =
    to.lastInteractionAt === undefined ||
    toMillis(message.asOf) - toMillis(to.lastInteractionAt) <= TEXT_WINDOW_MS;
  const routes: SendRoute[] = [];
  if (to.userId && open) routes.push('zalo_text');
  if (to.userId && message.templateId) routes.push('zalo_template_user');
  if (to.phone && message.templateId) routes.push('zalo_template_phone');
  return routes.filter((route) => !to.skip?.includes(route));
}

const DUPLICATE_NOTE = 'Nếu đã nhận tin này trước đó, đề nghị bỏ qua.';

/** The short code is how a text of unknown outcome is found again in the conversation. */
export function textOf(message: OutboundMessage): string {
  const tail = `\nMã: ${shortCodeFor(message.key)}${message.possibleDuplicate ? `\n${DUPLICATE_NOTE}` : ''}`;
  return `${shorten(nfc(message.text), TEXT_MAX - codePoints(tail))}${tail}`;
}

/** Pressing "Đã nhận nhắc hạn" acknowledges and reopens the free window (§3.1). */
export function buttonsOf(message: OutboundMessage): readonly ButtonInput[] {
  if (message.buttons) return message.buttons.slice(0, BUTTONS_MAX);
  if (!message.link) return [];
  return [
    { kind: 'open_url', title: 'Mở trang nộp báo cáo', url: message.link },
    { kind: 'reply', title: 'Đã nhận nhắc hạn', payload: `#NHAN ${shortCodeFor(message.key)}` },
  ];
}

function rowOf(failure: ZaloFailure): ZaloErrorRow {
  if (typeof failure.code === 'number' && failure.code !== 0) {
    const row = classifyError(failure.surface, failure.code, failure.zaloMessage);
    // The class may have moved on the way: REFRESH twice is RECONSENT, a refused template may be an invalid one.
    return row.class === failure.class || failure.class === 'BUG'
      ? row
      : { ...row, class: failure.class, alert: true };
  }
  const reasons: Record<string, string> = {
    NOT_SENT: 'Chưa kết nối được Zalo',
    NO_ANSWER: 'Zalo chưa trả lời',
    EMPTY_ANSWER: 'Zalo trả lời thiếu dữ liệu',
    INVALID_INPUT: 'Nội dung không hợp giới hạn của Zalo',
    NO_TOKEN: 'Chưa kết nối tài khoản Zalo của cơ quan; quản trị viên cần cấp quyền',
  };
  return {
    class: failure.class,
    reasonVi:
      reasons[String(failure.code)] ?? 'Zalo từ chối cấp mã truy cập; quản trị viên cần cấp quyền lại',
    alert: failure.class === 'RECONSENT' || failure.class === 'BUG',
    ...(failure.class === 'CONFIG' ? { scope: 'oa' as const } : {}),
  };
}

/** The result that ends the attempt, or undefined when the next route may be tried. */
function stopping(failure: ZaloFailure, row: ZaloErrorRow, message: OutboundMessage): SendResult | undefined {
  const code = codeOf(failure);
  const { reasonVi } = row;
  const attempt = message.attempt ?? 1;
  switch (row.class) {
    case 'RECONSENT':
    case 'REFRESH':
      return { outcome: 'refused', permanent: true, code, reasonVi, next: 'stop_channel' };
    case 'CONFIG':
      return row.scope === 'oa'
        ? { outcome: 'refused', permanent: true, code, reasonVi, next: 'stop_channel' }
        : undefined;
    case 'BUG':
      return { outcome: 'refused', permanent: true, code, reasonVi, next: 'bug' };
    case 'RETRY':
      if (attempt >= (row.maxTries ?? 5)) return undefined;
      return { outcome: 'later', retryAfterMs: FIRST_RETRY_MS * 2 ** (attempt - 1), code, reasonVi };
    case 'LATER':
      return row.emailNow ? undefined : { outcome: 'later', retryAt: nextMorning(message), code, reasonVi };
    case 'NEXT':
      return undefined;
  }
}

/** 06:05 and up to 20 minutes more, spread by the message's own key so that not everything goes at once. */
export function nextMorning(message: Pick<OutboundMessage, 'asOf' | 'key'>): string {
  const asOfMs = toMillis(message.asOf);
  const localMidnightMs = Math.floor((asOfMs + 7 * 60 * MINUTE_MS) / DAY_MS) * DAY_MS - 7 * 60 * MINUTE_MS;
  const spreadMs = (Number.parseInt(trackingIdFor(message.key).slice(2, 8), 16) % 1_200) * 1_000;
  const todayMs = localMidnightMs + 365 * MINUTE_MS + spreadMs;
  return isoInstant(new Date(todayMs > asOfMs ? todayMs : todayMs + DAY_MS));
}

function sent(result: SentMessage, route: SendRoute, clock: Clock): SendResult {
  return {
    outcome: 'sent',
    route,
    providerId: result.messageId,
    acceptedAt: result.sentAt ?? isoInstant(clock.now()),
  };
}

function nowhere(to: ZaloRoute, tried: readonly RouteAttempt[]): SendResult {
  const last = tried.at(-1);
  const reasonVi =
    tried.length > 0
      ? tried.map((one) => one.reasonVi).join('; ')
      : to.userId
        ? 'Người nhận chưa tương tác với Zalo của cơ quan trong 7 ngày qua và chưa có mẫu tin Zalo'
        : 'Người nhận chưa liên kết Zalo và chưa có mẫu tin gửi theo số điện thoại';
  return {
    outcome: 'refused',
    permanent: true,
    code: last?.code ?? 'ZALO-NO-ROUTE',
    reasonVi,
    next: 'other_channel',
  };
}

const codeOf = (failure: ZaloFailure): string => `ZALO-${failure.surface}-${failure.code}`;
