// The measure of the intake: what the scorer says of the five given texts and of our own, invention and all.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GIVEN, OWN, readText, textsIn } from './plans';

const SCORER = join(GIVEN, 'score.mjs');

interface Score {
  total: {
    identity: { ok: number; of: number };
    targets: { f1: number };
    units: { f1: number };
    tasks: { f1: number };
    reporting: { f1: number };
    recipients: { f1: number };
    taskLead: { share: number };
    targetResponsible: { share: number };
    targetComparator: { ok: number; of: number };
    softTargetsFlagged: { share: number };
    reportingDue: { ok: number; of: number };
    inventedTargets: number;
    inventedDeadlines: number;
    missing: number;
  };
}

function score(folder: string): Score['total'] {
  const predictions = mkdtempSync(join(tmpdir(), 'dondoc-score-'));
  try {
    for (const { name, text } of textsIn(folder))
      writeFileSync(join(predictions, `${name}.json`), JSON.stringify(readText(text)));
    const out = execFileSync(
      'node',
      [SCORER, '--labels', join(folder, 'labels'), '--predictions', predictions, '--json'],
      { encoding: 'utf8' },
    );
    return (JSON.parse(out) as Score).total;
  } finally {
    rmSync(predictions, { recursive: true, force: true });
  }
}

/** The scorer comes with the given plans; without them there is nothing to measure by. */
const given = existsSync(SCORER);

describe.skipIf(!given)('scores (skipped where ../shared/plans is absent)', () => {
  it.each([
    ['the five given texts', GIVEN],
    ['our own texts', OWN],
  ])('%s', (_, folder) => {
    const total = score(folder);
    expect(total.missing).toBe(0);
    expect(total.identity.ok).toBe(total.identity.of);
    expect(total.targets.f1).toBeGreaterThanOrEqual(0.98);
    expect(total.units.f1).toBeGreaterThanOrEqual(0.98);
    expect(total.reporting.f1).toBeGreaterThanOrEqual(0.98);
    expect(total.tasks.f1).toBeGreaterThanOrEqual(0.98);
    expect(total.taskLead.share).toBeGreaterThanOrEqual(0.95);
    expect(total.recipients.f1).toBeGreaterThanOrEqual(0.98);
    expect(total.targetComparator.ok).toBe(total.targetComparator.of);
    expect(total.reportingDue.ok).toBe(total.reportingDue.of);
    expect(total.softTargetsFlagged.share).toBe(1);
    expect(total.inventedTargets).toBe(0);
    expect(total.inventedDeadlines).toBe(0);
  });
});

describe('the passages shown are the passages read', () => {
  it.each(textsIn(OWN))('$name: every fact points to lines of the text', ({ text }) => {
    const reading = readText(text);
    const count = text.split('\n').length;
    const facts = [
      ...reading.targets,
      ...reading.tasks,
      ...reading.units,
      ...reading.reporting,
      ...reading.reviews,
      ...reading.recipients,
      ...reading.legal_bases,
      ...reading.objectives,
      ...reading.funding,
    ];
    for (const fact of facts) {
      expect(fact.lines.length).toBeGreaterThan(0);
      expect(fact.confidence).toBeGreaterThan(0);
      expect(fact.confidence).toBeLessThanOrEqual(1);
      for (const [first, last] of fact.lines) {
        expect(first).toBeGreaterThanOrEqual(1);
        expect(last).toBeGreaterThanOrEqual(first);
        expect(last).toBeLessThanOrEqual(count);
      }
    }
  });
});
