/** Typed client of the Zalo Official Account API: one method for each call that the service makes. */
import { z } from 'zod';
import { type IsoInstant, isoInstant } from '../../domain/time';
import { type Clock, systemClock } from '../clock';
import { type CallSpec, createCaller } from './caller';
import { type ButtonInput, buttonsPayload, checkPhone, checkText, checkTrackingId, invalid } from './inputs';
import { CONVERSATION_COUNT_MAX, LIST_COUNT_MAX, nfc, withoutMentions } from './limits';
import { buildConsentUrl, type ConsentUrl, type OauthOptions, type PkceMode } from './oauth';
import * as schemas from './schemas';
import { createTokenKeeper, type TokenKeeper } from './token-keeper';
import type { ZaloTokenStore } from './tokens';
import {
  ZALO_BASE_URLS,
  type ZaloBaseUrls,
  type ZaloLogger,
  type ZaloReadResult,
  type ZaloResult,
} from './types';

export interface ZaloClientOptions {
  appId: string;
  appSecret: string;
  oaId: string;
  tokenStore: ZaloTokenStore;
  baseUrls?: ZaloBaseUrls;
  fetch?: typeof fetch;
  clock?: Clock;
  /** Adds the `appsecret_proof` header; must match the switch in Zalo's console. */
  appSecretProof?: boolean;
  timeoutMs?: number;
  logger?: ZaloLogger;
}

export interface SentMessage {
  messageId: string;
  sentAt?: IsoInstant;
}

type Read<S extends z.ZodType> = Promise<ZaloReadResult<{ value: z.output<S> }>>;

export interface ZaloOaClient {
  readonly oaId: string;
  readonly tokens: TokenKeeper;
  buildConsentUrl(input: { redirectUri: string; state: string; pkce: PkceMode }): ConsentUrl;
  exchangeCode: TokenKeeper['exchange'];
  refresh: TokenKeeper['refresh'];

  sendText(input: {
    userId: string;
    text: string;
    buttons?: readonly ButtonInput[];
    quoteMessageId?: string;
  }): Promise<ZaloResult<SentMessage>>;
  sendFile(input: { userId: string; token: string }): Promise<ZaloResult<SentMessage>>;
  requestUserInfo(input: {
    userId: string;
    title: string;
    subtitle: string;
    imageUrl: string;
  }): Promise<ZaloResult<SentMessage>>;
  sendTemplateByUid(input: {
    userId: string;
    templateId: string;
    data: Readonly<Record<string, string>>;
  }): Promise<ZaloResult<SentMessage>>;
  /** `trackingId`: ours, comes back in the receipt; Zalo does not refuse a repetition of it. */
  sendTemplateByPhone(input: {
    phone: string;
    templateId: string;
    data: Readonly<Record<string, string>>;
    trackingId: string;
    development?: boolean;
  }): Promise<ZaloResult<SentMessage>>;
  sendGroupText(input: { groupId: string; text: string }): Promise<ZaloResult<SentMessage>>;

  uploadImage(file: UploadInput): Read<typeof schemas.uploadedImage>;
  uploadFile(file: UploadInput): Read<typeof schemas.uploadedFile>;

  getOa(): Read<typeof schemas.officialAccount>;
  getUser(userId: string): Read<typeof schemas.userDetail>;
  listUsers(input?: {
    offset?: number;
    count?: number;
    followersOnly?: boolean;
    tag?: string;
  }): Read<typeof schemas.userList>;
  getUserQuota(userId: string): Read<typeof schemas.userQuota>;
  getConversation(input: {
    userId: string;
    offset?: number;
    count?: number;
  }): Read<typeof schemas.conversation>;
  tagUser(input: { userId: string; tag: string }): Promise<ZaloReadResult<object>>;
  untagUser(input: { userId: string; tag: string }): Promise<ZaloReadResult<object>>;
  getTemplate(templateId: string): Read<typeof schemas.template>;
  getMessageStatus(messageId: string): Read<typeof schemas.messageStatus>;
}

export interface UploadInput {
  /** With its extension: Zalo judges the type by it and says success with nothing when it is missing. */
  filename: string;
  contentType: string;
  content: Uint8Array;
}

const QUIET: ZaloLogger = { info: () => undefined, warn: () => undefined };

export function createZaloOaClient(options: ZaloClientOptions): ZaloOaClient {
  const baseUrls = options.baseUrls ?? ZALO_BASE_URLS;
  const oauth: OauthOptions = {
    appId: options.appId,
    appSecret: options.appSecret,
    oauthBaseUrl: baseUrls.oauthBaseUrl,
    fetch: options.fetch ?? fetch,
    clock: options.clock ?? systemClock,
    timeoutMs: options.timeoutMs ?? 10_000,
  };
  const logger = options.logger ?? QUIET;
  const tokens = createTokenKeeper({ ...oauth, oaId: options.oaId, tokenStore: options.tokenStore, logger });
  const call = createCaller({
    keeper: tokens,
    baseUrls,
    appSecret: options.appSecret,
    appSecretProof: options.appSecretProof ?? false,
    fetch: oauth.fetch,
    timeoutMs: oauth.timeoutMs,
    logger,
  });

  async function send<T extends SentFields>(
    spec: Pick<CallSpec<T>, 'surface' | 'path' | 'json' | 'schema'>,
  ): Promise<ZaloResult<SentMessage>> {
    const result = await call({ ...spec, method: 'POST', effect: 'send' });
    if (!result.ok) return result;
    const { value } = result;
    const messageId = value.message_id ?? value.msg_id ?? '';
    return {
      ok: true,
      messageId,
      ...(value.sent_time === undefined ? {} : { sentAt: isoInstant(new Date(value.sent_time)) }),
    };
  }

  async function read<T>(spec: Omit<CallSpec<T>, 'effect'>): Promise<ZaloReadResult<{ value: T }>> {
    const result = await call({ ...spec, effect: 'read' });
    // The caller never makes an unknown outcome of a read; this only tells the compiler.
    if (!result.ok && result.class === 'UNKNOWN_OUTCOME')
      throw new Error('a read cannot have an unknown outcome');
    return result;
  }

  const message = (userId: string, body: Record<string, unknown>) =>
    send({
      surface: 'oa',
      path: '/v3.0/oa/message/cs',
      json: { recipient: { user_id: userId }, message: body },
      schema: schemas.sentByUser,
    });

  const upload = <T>(path: string, file: UploadInput, schema: z.ZodType<T>) => {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(file.content)], { type: file.contentType }), nfc(file.filename));
    return read({ surface: 'oa', method: 'POST', path, form, schema });
  };

  const tag = (path: string, input: { userId: string; tag: string }) =>
    read({
      surface: 'oa',
      method: 'POST',
      path,
      json: { user_id: input.userId, tag_name: nfc(input.tag) },
      schema: z.unknown(),
    });

  return {
    oaId: options.oaId,
    tokens,
    buildConsentUrl: (input) =>
      buildConsentUrl({ ...input, appId: options.appId, oauthBaseUrl: baseUrls.oauthBaseUrl }),
    exchangeCode: tokens.exchange,
    refresh: tokens.refresh,

    async sendText({ userId, text, buttons, quoteMessageId }) {
      const body = nfc(text);
      const problem = checkText(body);
      if (problem) return invalid('oa', problem);
      const payload = buttonsPayload(buttons ?? []);
      if (!payload.ok) return invalid('oa', payload.problem);
      return message(userId, {
        text: body,
        ...(payload.buttons.length > 0
          ? { attachment: { type: 'template', payload: { buttons: payload.buttons } } }
          : {}),
        ...(quoteMessageId ? { quote_message_id: quoteMessageId } : {}),
      });
    },
    sendFile: ({ userId, token }) => message(userId, { attachment: { type: 'file', payload: { token } } }),
    requestUserInfo: ({ userId, title, subtitle, imageUrl }) =>
      message(userId, {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'request_user_info',
            elements: [{ title: nfc(title), subtitle: nfc(subtitle), image_url: imageUrl }],
          },
        },
      }),
    sendTemplateByUid: ({ userId, templateId, data }) =>
      send({
        surface: 'oa',
        path: '/v3.0/oa/message/template',
        json: { user_id: userId, template_id: templateId, template_data: nfcValues(data) },
        schema: schemas.sentByUser,
      }),
    async sendTemplateByPhone({ phone, templateId, data, trackingId, development }) {
      const normalized = checkPhone(phone);
      if (!normalized.ok) return { ...invalid('business', 'phone'), class: 'NEXT', code: -108 };
      const problem = checkTrackingId(trackingId);
      if (problem) return invalid('business', problem);
      return send({
        surface: 'business',
        path: '/message/template',
        json: {
          phone: normalized.phone,
          template_id: templateId,
          template_data: nfcValues(data),
          tracking_id: trackingId,
          ...(development ? { mode: 'development' } : {}),
        },
        schema: schemas.sentByPhone,
      });
    },
    async sendGroupText({ groupId, text }) {
      const body = nfc(withoutMentions(text));
      const problem = checkText(body);
      if (problem) return invalid('oa', problem);
      return send({
        surface: 'oa',
        path: '/v3.0/oa/group/message',
        json: { recipient: { group_id: groupId }, message: { text: body } },
        schema: schemas.sentToGroup,
      });
    },

    uploadImage: (file) => upload('/v2.0/oa/upload/image', file, schemas.uploadedImage),
    uploadFile: (file) => upload('/v2.0/oa/upload/file', file, schemas.uploadedFile),

    getOa: () =>
      read({ surface: 'oa', method: 'GET', path: '/v2.0/oa/getoa', schema: schemas.officialAccount }),
    getUser: (userId) =>
      read({
        surface: 'oa',
        method: 'GET',
        path: '/v3.0/oa/user/detail',
        query: { user_id: userId },
        schema: schemas.userDetail,
      }),
    listUsers: ({ offset = 0, count = LIST_COUNT_MAX, followersOnly, tag: tagName } = {}) =>
      read({
        surface: 'oa',
        method: 'GET',
        path: '/v3.0/oa/user/getlist',
        query: {
          offset,
          count: Math.min(count, LIST_COUNT_MAX),
          ...(followersOnly === undefined ? {} : { is_follower: followersOnly }),
          ...(tagName === undefined ? {} : { tag_name: nfc(tagName) }),
        },
        schema: schemas.userList,
      }),
    getUserQuota: (userId) =>
      read({
        surface: 'oa',
        method: 'POST',
        path: '/v3.0/oa/quota/message',
        json: { user_id: userId },
        schema: schemas.userQuota,
      }),
    getConversation: ({ userId, offset = 0, count = CONVERSATION_COUNT_MAX }) =>
      read({
        surface: 'oa',
        method: 'GET',
        path: '/v2.0/oa/conversation',
        query: { user_id: userId, offset, count: Math.min(count, CONVERSATION_COUNT_MAX) },
        schema: schemas.conversation,
        bare: true,
      }),
    tagUser: (input) => tag('/v2.0/oa/tag/tagfollower', input),
    untagUser: (input) => tag('/v2.0/oa/tag/rmfollowerfromtag', input),
    getTemplate: (templateId) =>
      read({
        surface: 'business',
        method: 'GET',
        path: '/template/info/v2',
        query: { template_id: templateId },
        schema: schemas.template,
      }),
    getMessageStatus: (messageId) =>
      read({
        surface: 'business',
        method: 'GET',
        path: '/message/status',
        query: { message_id: messageId },
        schema: schemas.messageStatus,
      }),
  };
}

/** The id is `message_id` on the OA host and `msg_id` on the business host. */
interface SentFields {
  message_id?: string;
  msg_id?: string;
  sent_time?: number | undefined;
}

const nfcValues = (data: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, nfc(value)]));
