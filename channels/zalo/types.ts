/** Words shared by the Zalo client: surfaces, error classes, the result of a call, tokens. */
import type { IsoInstant } from '../../domain/time';

/** Zalo's three hosts; an error code means something only together with the host that gave it. */
export type ZaloSurface = 'oauth' | 'oa' | 'business';

/** What an error asks for; the meaning of each class is in errors.ts. */
export type ZaloErrorClass = 'REFRESH' | 'RECONSENT' | 'CONFIG' | 'RETRY' | 'LATER' | 'NEXT' | 'BUG';

/** Codes of our own, for failures that Zalo gave no number to. */
export type LocalCode =
  /** The request never left: no connection. */
  | 'NOT_SENT'
  /** A read got HTTP 5xx, no JSON, or no answer in time. */
  | 'NO_ANSWER'
  /** Zalo said success and left out what the call is for. */
  | 'EMPTY_ANSWER'
  /** Refused before sending: too long, empty, not an id. */
  | 'INVALID_INPUT'
  /** No token for this Official Account in the store. */
  | 'NO_TOKEN';

export interface ZaloFailure {
  ok: false;
  surface: ZaloSurface;
  code: number | LocalCode;
  zaloMessage: string;
  class: ZaloErrorClass;
  /** 0 when nothing was received. */
  httpStatus: number;
  /** Parsed body with secrets and personal data masked. */
  raw: unknown;
}

/** The request was written and no trustworthy answer came: the message may have been delivered. */
export interface ZaloUnknown {
  ok: false;
  class: 'UNKNOWN_OUTCOME';
  surface: ZaloSurface;
  reason: string;
}

export type ZaloResult<T> = ({ ok: true } & T) | ZaloFailure | ZaloUnknown;
/** Reads cannot have an unknown outcome: asking again is harmless. */
export type ZaloReadResult<T> = ({ ok: true } & T) | ZaloFailure;

export interface ZaloTokens {
  oaId: string;
  accessToken: string;
  refreshToken: string;
  accessExpiresAt: IsoInstant;
  /** When the refresh token was issued; it lives three months from then. */
  refreshIssuedAt: IsoInstant;
  /** Grows by one with every pair; whoever holds an older one must not refresh. */
  version: number;
}

export interface ZaloBaseUrls {
  oauthBaseUrl: string;
  oaBaseUrl: string;
  businessBaseUrl: string;
}

export const ZALO_BASE_URLS: ZaloBaseUrls = {
  oauthBaseUrl: 'https://oauth.zaloapp.com',
  oaBaseUrl: 'https://openapi.zalo.me',
  businessBaseUrl: 'https://business.openapi.zalo.me',
};

/** Fits pino. Called with codes and paths only, never with bodies. */
export interface ZaloLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
