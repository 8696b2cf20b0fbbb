/** Everything the simulated Zalo knows: app, account, people, tokens, messages, and the switches for what is uncertain. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../clock';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const VN_OFFSET_MS = 7 * HOUR_MS;

export interface SimApp {
  id: string;
  secret: string;
  active: boolean;
  /** "Official Account API" product registered. */
  registered: boolean;
  proofRequired: boolean;
  /** Callback saved in the console; consent links must match it byte for byte. Unset: anything goes. */
  callbackUrl?: string;
}

export interface SimOa {
  id: string;
  name: string;
  /** Signs webhooks; not the app secret. */
  secretKey: string;
  disabled: boolean;
  verified: boolean;
  packageName: string;
  consented: boolean;
  /** 2 business, 4 government. */
  type: number;
  zbsLinked: boolean;
  /** Đồng; templates and late texts are paid from it. */
  balance: number;
  dailyQuota: number;
}

export interface SimUser {
  id: string;
  idByApp: string;
  displayName: string;
  phone?: string;
  follower: boolean;
  lastInteractionMs?: number;
  /** Turned this account's messages off: -244, by phone -141. */
  blocked: boolean;
  inactive: boolean;
  /** False: messages are accepted, receipts wait until the person is back. */
  online: boolean;
  /** Admin of the app or account: receives templates in development mode. */
  admin: boolean;
  tags: Set<string>;
  /** Given in the contact form. */
  sharedPhone?: string;
}

export interface SimParam {
  name: string;
  require: boolean;
  type: string;
  maxLength: number;
  minLength: number;
  acceptNull: boolean;
}

export interface SimTemplate {
  id: string;
  name: string;
  status: 'ENABLE' | 'PENDING_REVIEW' | 'REJECT' | 'DISABLE';
  lowQuality: boolean;
  uidCapable: boolean;
  params: SimParam[];
  priceUid: number;
  pricePhone: number;
}

export interface SimButton {
  title: string;
  type: string;
  payload: unknown;
}

/** A message that reached a person (or a group): the outbox that demo and tests read. */
export interface DeliveredMessage {
  messageId: string;
  kind: 'text' | 'file' | 'image' | 'request_user_info' | 'template_user' | 'template_phone' | 'group_text';
  /** ISO 8601, +07:00. */
  at: string;
  userId?: string;
  userName?: string;
  phone?: string;
  groupId?: string;
  text?: string;
  buttons?: readonly SimButton[];
  file?: string;
  templateId?: string;
  templateData?: Readonly<Record<string, string>>;
  trackingId?: string;
  chargedDong: number;
  receivedAt?: string;
  seenAt?: string;
}

export interface ConversationEntry {
  userId: string;
  fromUser: boolean;
  atMs: number;
  text: string;
  messageId: string;
}

export interface Upload {
  id: string;
  kind: 'image' | 'gif' | 'file';
  filename: string;
  atMs: number;
}

/** What §9 calls uncertain stays switchable. */
export interface SimSwitches {
  /** Also answer HTTP 401 when the token is dead. */
  http401OnDeadToken: boolean;
  deadRefreshTokenCode: number;
  /** `quota` in the answer to a text; Zalo stopped sending it in March 2026. */
  replyQuota: boolean;
  /** -133 for templates by phone from 22:00 to 06:00. */
  nightBlock: boolean;
  developmentMode: boolean;
  legacyPathCode: number;
  signature: 'mac=' | 'bare';
  signatureFirstTerm: 'app_id' | 'oa_id';
  ratePerMinute: number;
}

export interface World {
  clock: Clock;
  app: SimApp;
  oa: SimOa;
  users: Map<string, SimUser>;
  groups: Map<string, { members: Set<string>; disabled: boolean }>;
  templates: Map<string, SimTemplate>;
  codes: Map<string, { challenge?: string; issuedMs: number; used: boolean }>;
  accessTokens: Map<string, { state: 'live' | 'rotated'; expiresMs: number }>;
  refreshTokens: Map<string, { state: 'live' | 'used'; expiresMs: number }>;
  uploads: Map<string, Upload>;
  readonly outbox: readonly DeliveredMessage[];
  conversation: ConversationEntry[];
  rate: { minute: number; count: number };
  switches: SimSwitches;
  /** Deterministic ids: the same play gives the same ids. */
  nextId(kind: string): string;
  nowMs(): number;
  user(id: string): SimUser | undefined;
  userByPhone(phone: string): SimUser | undefined;
  touch(user: SimUser): void;
  /** Puts a message into the outbox and tells whoever listens. */
  keep(message: DeliveredMessage): void;
  readonly keepers: Set<(message: DeliveredMessage) => void>;
  /** The part that outlives a restart. */
  snapshot(): object;
  restore(snapshot: unknown): void;
}

/** Written by `snapshot` of the same version; a file that does not fit is reported by the caller. */
interface SavedWorld {
  counter: number;
  oa: SimOa;
  users: readonly (Omit<SimUser, 'tags'> & { tags: readonly string[] })[];
  accessTokens: readonly [string, { state: 'live' | 'rotated'; expiresMs: number }][];
  refreshTokens: readonly [string, { state: 'live' | 'used'; expiresMs: number }][];
  outbox: readonly DeliveredMessage[];
  conversation: readonly ConversationEntry[];
}

export function createWorld(clock: Clock): World {
  let counter = 0;
  const users = new Map<string, SimUser>();
  const outbox: DeliveredMessage[] = [];
  const keepers = new Set<(message: DeliveredMessage) => void>();
  const world: World = {
    clock,
    app: {
      id: '1234567890123456789',
      secret: 'demo-app-secret',
      active: true,
      registered: true,
      proofRequired: false,
    },
    oa: {
      id: '9999000011112222333',
      name: 'UBND xã (thử nghiệm)',
      secretKey: 'demo-oa-secret-key-0001',
      disabled: false,
      verified: true,
      packageName: 'Advanced',
      consented: true,
      type: 4,
      zbsLinked: true,
      balance: 10_000_000,
      dailyQuota: 20_000,
    },
    users,
    groups: new Map(),
    templates: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    uploads: new Map(),
    outbox,
    keepers,
    conversation: [],
    rate: { minute: 0, count: 0 },
    switches: {
      http401OnDeadToken: false,
      deadRefreshTokenCode: -14_014,
      replyQuota: false,
      nightBlock: false,
      developmentMode: false,
      legacyPathCode: -233,
      signature: 'mac=',
      signatureFirstTerm: 'app_id',
      ratePerMinute: 4_000,
    },
    nextId(kind) {
      counter += 1;
      return createHash('sha256').update(`${kind}:${counter}`).digest('hex').slice(0, 20);
    },
    nowMs: () => clock.now().getTime(),
    user: (id) => users.get(id),
    userByPhone: (phone) => [...users.values()].find((one) => one.phone === phone),
    touch(user) {
      user.lastInteractionMs = clock.now().getTime();
    },
    keep(message) {
      outbox.push(message);
      for (const listener of keepers) listener(message);
    },
    snapshot: () => ({
      counter,
      oa: world.oa,
      users: [...users.values()].map((one) => ({ ...one, tags: [...one.tags] })),
      accessTokens: [...world.accessTokens],
      refreshTokens: [...world.refreshTokens],
      outbox,
      conversation: world.conversation,
    }),
    restore(value) {
      const saved = value as SavedWorld;
      counter = saved.counter;
      Object.assign(world.oa, saved.oa);
      for (const one of saved.users) users.set(one.id, { ...one, tags: new Set(one.tags) });
      for (const [token, state] of saved.accessTokens) world.accessTokens.set(token, state);
      for (const [token, state] of saved.refreshTokens) world.refreshTokens.set(token, state);
      outbox.push(...saved.outbox);
      world.conversation.push(...saved.conversation);
    },
  };
  return world;
}

/** Local day number and hour; Zalo names no zone, Asia/Ho_Chi_Minh is assumed. */
export const localDay = (ms: number): number => Math.floor((ms + VN_OFFSET_MS) / DAY_MS);
export const localHour = (ms: number): number => Math.floor(((ms + VN_OFFSET_MS) % DAY_MS) / HOUR_MS);
