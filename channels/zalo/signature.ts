/** Checks that a webhook call comes from Zalo: plain SHA-256 over app id, exact body, timestamp and OA secret key. */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface SignatureInput {
  appId: string;
  /** The "OA Secret Key" of the webhook settings; most sources say it is not the app secret. */
  oaSecretKey: string;
  /** The bytes as received; a re-serialised body has another signature. */
  rawBody: Uint8Array | string;
  /** Value of `X-ZEvent-Signature`. */
  header: string | undefined;
  /** Setting for accounts whose signatures start with the OA id instead; a match is reported so that it can be logged. */
  alsoAcceptOaId?: string;
}

export type SignatureVerdict =
  | { ok: true; form: 'app_id' | 'oa_id' }
  | { ok: false; reason: 'no_header' | 'malformed_header' | 'no_timestamp' | 'mismatch' };

/** Documentation prints `mac = …`, production code was seen with `mac=…` and with bare hex. */
const HEADER = /^(?:mac\s*=\s*)?([0-9a-f]{64})$/i;

/** No limit on age: Zalo's retries reach an hour back, so repeated delivery is caught by de-duplication instead. */
export function verifyWebhookSignature(input: SignatureInput): SignatureVerdict {
  if (!input.header) return { ok: false, reason: 'no_header' };
  const given = HEADER.exec(input.header.trim())?.[1];
  if (!given) return { ok: false, reason: 'malformed_header' };
  const body =
    typeof input.rawBody === 'string' ? Buffer.from(input.rawBody, 'utf8') : Buffer.from(input.rawBody);
  const timestamp = timestampOf(body);
  if (timestamp === undefined) return { ok: false, reason: 'no_timestamp' };

  const matches = (first: string): boolean =>
    timingSafeEqual(
      Buffer.from(given, 'hex'),
      Buffer.from(webhookMac(first, body, timestamp, input.oaSecretKey), 'hex'),
    );
  if (matches(input.appId)) return { ok: true, form: 'app_id' };
  if (input.alsoAcceptOaId && matches(input.alsoAcceptOaId)) return { ok: true, form: 'oa_id' };
  return { ok: false, reason: 'mismatch' };
}

/** Hex of the signature; the simulator signs with it too. */
export function webhookMac(first: string, body: Uint8Array, timestamp: string, oaSecretKey: string): string {
  return createHash('sha256').update(first).update(body).update(timestamp).update(oaSecretKey).digest('hex');
}

/** The body's own `timestamp` as text. A number is taken from the bytes, since JSON numbers lose digits above 2^53. */
function timestampOf(body: Buffer): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || !('timestamp' in parsed)) return undefined;
  const { timestamp } = parsed;
  if (typeof timestamp === 'string') return timestamp;
  return typeof timestamp === 'number' ? String(timestamp) : undefined;
}
