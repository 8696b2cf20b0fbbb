/** Closes a switch over a union, so that a new member is a compile error at every place that must learn it. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
