/** One HTTP call to Zalo, and the honest answer to "did it leave, and did anything come back?". */

export type Transported =
  | { kind: 'answered'; status: number; json: unknown; headers: Headers }
  /** HTTP answer that is no JSON (a proxy's page, a 500). */
  | { kind: 'garbled'; status: number }
  /** No connection was made: certainly not executed. */
  | { kind: 'not_sent'; reason: string }
  /** Written, and then nothing: perhaps executed. */
  | { kind: 'lost'; reason: string };

/** Failures that happen before the first byte of a request is written. */
const BEFORE_WRITING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export async function transport(
  fetchImpl: typeof fetch,
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<Transported> {
  try {
    const response = await fetchImpl(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    try {
      return { kind: 'answered', status: response.status, json: JSON.parse(text), headers: response.headers };
    } catch {
      return { kind: 'garbled', status: response.status };
    }
  } catch (error) {
    const reason = reasonOf(error);
    return { kind: BEFORE_WRITING.has(reason) || /CERT|ERR_TLS/.test(reason) ? 'not_sent' : 'lost', reason };
  }
}

/** The system's code where there is one; messages may quote addresses and are not kept. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string') return code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
