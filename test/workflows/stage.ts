/** Workflows on a server that skips time, with activities that only record and answer what the test says. */
import './quiet';
import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Activities } from '../../activities';
import { instantOf } from '../../services/dates';
import { timeSkipping, workflowBundle } from '../harness/temporal';

type Name = keyof Activities;
export type Fakes = {
  [K in Name]?: (input: Parameters<Activities[K]>[0]) => Awaited<ReturnType<Activities[K]>>;
};

export interface Call {
  name: Name;
  input: { asOf: string } & Record<string, unknown>;
}

export interface Stage {
  client: Client;
  /** id of the commune that this scenario plays for; its activities are answered by `fakes` */
  organizationId: string;
  fakes: Fakes;
  /** calls of this scenario's activities, in order */
  calls: Call[];
  taskQueue: string;
  now(): Promise<number>;
  /** ISO instant so many milliseconds from now */
  in(ms: number): Promise<string>;
  sleep(ms: number): Promise<void>;
  start(type: string, id: string, state: unknown): Promise<WorkflowHandle>;
  /** asOf of the calls of one activity, as minutes since the first of them */
  minutesOf(name: Name): number[];
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const NAMES: readonly Name[] = [
  'projectPlan',
  'stepCycle',
  'issueDecided',
  'drainOutbox',
  'stepSummary',
  'reconcile',
];
/** `reconcile` looks at every commune and so is given none. */
const EVERYBODY = 'reconcile';

/** One server and one worker for a test file; a scenario is known by the commune in its inputs. */
export function stages(): (fakes: Fakes) => Promise<Stage> {
  const scenarios = new Map<string, Pick<Stage, 'calls' | 'fakes'>>();
  const taskQueue = `stage-${randomUUID()}`;
  let environment: TestWorkflowEnvironment | undefined;
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;

  const activity = (name: Name) => async (input: Call['input']) => {
    const key = typeof input.organizationId === 'string' ? input.organizationId : EVERYBODY;
    const scenario = scenarios.get(key);
    scenario?.calls.push({ name, input });
    const fake = scenario?.fakes[name] as ((given: unknown) => unknown) | undefined;
    if (!fake) throw new Error(`nobody told the test's ${name} what to answer`);
    return fake(input);
  };

  beforeAll(async () => {
    const [started, workflows] = await Promise.all([timeSkipping(), workflowBundle()]);
    environment = started;
    worker = await Worker.create({
      connection: started.nativeConnection,
      taskQueue,
      workflowBundle: workflows,
      activities: Object.fromEntries(NAMES.map((name) => [name, activity(name)])),
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker?.shutdown();
    await running;
  });

  return async (fakes) => {
    if (!environment) throw new Error('the server is started before the first test');
    const organizationId = randomUUID();
    const calls: Call[] = [];
    const scenario = { calls, fakes };
    scenarios.set(organizationId, scenario);
    if (fakes.reconcile) scenarios.set(EVERYBODY, scenario);
    // not the environment's own client: waiting for a result through that one lets time run away
    const client = new Client({ connection: environment.connection });
    const now = (): Promise<number> => environment?.currentTimeMs() ?? Promise.reject(new Error('no server'));
    return {
      client,
      organizationId,
      fakes,
      calls,
      taskQueue,
      now,
      in: async (ms) => instantOf(new Date((await now()) + ms)),
      sleep: async (ms) => environment?.sleep(ms),
      async start(type, workflowId, state) {
        const handle = await client.workflow.start(type, { workflowId, taskQueue, args: [state] });
        // the clock is one for all: what a test leaves behind would run on in the next one's years
        onTestFinished(async () => {
          const last = client.workflow.getHandle(workflowId);
          if ((await statusOf(last)) === 'RUNNING') await last.terminate();
        });
        return handle;
      },
      minutesOf(name) {
        const instants = calls
          .filter((call) => call.name === name)
          .map(({ input }) => Date.parse(input.asOf));
        return instants.map((instant) => Math.round((instant - (instants[0] ?? 0)) / MINUTE));
      },
    };
  };
}

/** How a run stands now. */
export async function statusOf(handle: WorkflowHandle): Promise<string> {
  return (await handle.describe()).status.name;
}

/** How many events of a type a run has. */
export async function countEvents(handle: WorkflowHandle, field: string): Promise<number> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).filter((event) => field in event && event[field as keyof typeof event] != null)
    .length;
}
