/** Placeholder until the timeline is written in this file's next change. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlayDocument } from './documents';
import type { ExportedDocument } from './export';
import type { Ledger } from './ledger';

export function writeTimeline(
  out: string,
  play: { ledger: Ledger; documents: readonly PlayDocument[]; files: readonly ExportedDocument[] },
): void {
  writeFileSync(join(out, 'index.html'), `<p>${play.ledger.messages.length}</p>`);
}
