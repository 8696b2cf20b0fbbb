// What the set-up says to the operator: short lines on stderr, so that a command's own output stays clean.

/** A failure the operator can act on: what went wrong, and what to do instead. */
export class SetupError extends Error {
  constructor(message, wayOut) {
    super(message);
    this.name = 'SetupError';
    this.wayOut = wayOut;
  }
}

let announced = false;

/** One line of progress; the first one says that a set-up is going on. */
export function say(line) {
  if (!announced) {
    announced = true;
    process.stderr.write('Setting up Đôn Đốc (only what is missing):\n');
  }
  process.stderr.write(`  ${line}\n`);
}

/** Runs a step, saying how long it took. */
export async function step(title, work) {
  const began = Date.now();
  say(`${title} …`);
  const result = await work();
  say(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
