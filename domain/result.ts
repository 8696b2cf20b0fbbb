/** Result of a decision that a caller must look at: a value, or a refusal a person can act on. */
import type { DomainError } from './errors';

export type Result<T> = ({ ok: true } & T) | { ok: false; error: DomainError };

export function refuse(error: DomainError): { ok: false; error: DomainError } {
  return { ok: false, error };
}
