import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import '../workflows/quiet';
import { workflowBundle } from '../harness/temporal';
import { HISTORIES } from './record';

const versions = existsSync(HISTORIES)
  ? readdirSync(HISTORIES, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    )
  : [];
const saved = versions.flatMap((version) =>
  readdirSync(`${HISTORIES}/${version}`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name: `${version}/${name}`, file: `${HISTORIES}/${version}/${name}` })),
);

const read = (file: string): Record<string, unknown> & { events: Event[] } =>
  JSON.parse(readFileSync(file, 'utf8'));

interface Event {
  eventType: string;
  [attributes: string]: unknown;
}

interface Played {
  name: string;
  error: Error | undefined;
}

/** Replays histories against the bundle of today, as a new release meets those of the old. */
async function replay(histories: readonly { name: string; history: unknown }[]): Promise<Played[]> {
  const results = Worker.runReplayHistories(
    { workflowBundle: await workflowBundle() },
    histories.map(({ name, history }) => ({ workflowId: name, history: historyFromJSON(history) })),
  );
  const played: Played[] = [];
  for await (const { workflowId, error } of results)
    played.push({ name: workflowId, error: error ?? undefined });
  return played;
}

const typeOf = ({ events }: { events: Event[] }): string => {
  const started = events[0]?.workflowExecutionStartedEventAttributes as { workflowType: { name: string } };
  return started.workflowType.name;
};

/** Everything in a history that stands in base64, in clear. */
const clearText = (file: string): string =>
  readFileSync(file, 'utf8').replace(/"data":"([A-Za-z0-9+/=]*)"/g, (_all, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );

describe('B100 histories of every release, replayed by the code of today', () => {
  it('are there for every type of workflow', () => {
    const types = new Set(saved.map(({ file }) => typeOf(read(file))));
    expect([...types].sort()).toEqual(['cycle', 'dispatch', 'plan', 'reconcile', 'summary']);
    expect(versions).toContain('v0.1');
  });

  it('replay without a difference', async () => {
    const played = await replay(saved.map(({ name, file }) => ({ name, history: read(file) })));
    expect(played.map(({ name }) => name).sort()).toEqual(saved.map(({ name }) => name).sort());
    expect(
      played.filter(({ error }) => error).map(({ name, error }) => `${name}: ${error?.message}`),
    ).toEqual([]);
  });

  it('would not, if the order of commands had changed', async () => {
    const cycle = saved.find(({ name }) => name.endsWith('cycle-overdue-escalated.json'));
    const history = read(cycle?.file ?? '');
    // as if the workflow of that release had waited first and asked the register afterwards
    const timer = history.events.findIndex(({ eventType }) => eventType.endsWith('TIMER_STARTED'));
    const marker = history.events.findIndex(({ eventType }) => eventType.endsWith('MARKER_RECORDED'));
    expect(marker).toBeLessThan(timer);
    const [first, second] = [history.events[marker], history.events[timer]];
    if (!first || !second) throw new Error('the history has neither a step nor a timer');
    const numbered = (event: Event, at: Event): Event => ({
      ...event,
      eventId: at.eventId,
      eventTime: at.eventTime,
    });
    history.events[marker] = numbered(second, first);
    history.events[timer] = numbered(first, second);
    const [played] = await replay([{ name: 'altered', history }]);
    expect(played?.error?.name).toBe('DeterminismViolationError');
  });

  it('hold no personal data: nobody’s name, address or words', () => {
    const telling = saved.filter(({ file }) =>
      /Đầu mối|Trưởng|Chánh|@vi-du|Đã thực hiện|zalo-\d/.test(clearText(file)),
    );
    expect(telling.map(({ name }) => name)).toEqual([]);
  });

  it('can be read because there is one copy of protobufjs', () => {
    const require = createRequire(import.meta.url);
    const own = require.resolve('protobufjs');
    const seen = createRequire(require.resolve('@temporalio/proto')).resolve('protobufjs');
    expect(seen).toBe(own);
  });
});
