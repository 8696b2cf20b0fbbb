/** Refusals and failures as values: a stable code, the field, the reason and the way out in Vietnamese. */
import { ERROR_CATALOGUE, type ErrorCode, type ErrorEntry } from './error-catalogue';

export type { ErrorCode, ErrorEntry };
export { ERROR_CATALOGUE };

export type ErrorParams = Readonly<Record<string, string | number>>;

/** A refusal with a person at the other end. `message` = field + reason + way out, ready to show. */
export interface DomainError {
  code: ErrorCode;
  /** Name of the field at fault as a path ('deadline.day'), null where no single field is. */
  field: string | null;
  reason: string;
  wayOut: string;
  message: string;
}

const fill = (template: string, params: ErrorParams): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });

/**
 * Builds the refusal for a code of the catalogue.
 * @param params values for the `{names}` in the entry's templates; no personal data, as messages reach logs
 * @param field path of the field at fault, where there is one
 */
export function domainError(
  code: ErrorCode,
  params: ErrorParams = {},
  field: string | null = null,
): DomainError {
  const entry = ERROR_CATALOGUE[code];
  const reason = fill(entry.reason, params);
  const wayOut = fill(entry.wayOut, params);
  return { code, field, reason, wayOut, message: `${reason} ${wayOut}` };
}

/** Carries a {@link DomainError} through code that cannot return a result (activities, HTTP handlers). */
export class DomainRefusal extends Error {
  override readonly name = 'DomainRefusal';
  constructor(readonly error: DomainError) {
    super(`${error.code}: ${error.message}`);
  }
}
