/** A refusal as Zalo words it: HTTP 200 with an error code. Thrown by handlers, answered by the router. */

export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const fieldInvalid = (field: string): Refusal => new Refusal(-201, `${field} is invalid!`);

export function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fieldInvalid(field);
  return value as Record<string, unknown>;
}

export function text(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw fieldInvalid(field);
  return value;
}
