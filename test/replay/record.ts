/**
 * Records histories for the replay gate: `RECORD_HISTORIES=v0.2 npx vitest run test/workflows/period.test.ts` writes them
 * to test/histories/v0.2/. Done once for each release; what is there already stays as it is.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

export interface Run {
  workflowId: string;
  runId: string;
}

export const HISTORIES = fileURLToPath(new URL('../histories', import.meta.url));

/** The run that stands behind a workflow id now. */
export async function runningRun(client: Client, workflowId: string): Promise<Run> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  return { workflowId, runId };
}

/** All runs of a workflow that continued as new, the first one first. */
export async function chainOfRuns(client: Client, workflowId: string): Promise<Run[]> {
  const chain = [await runningRun(client, workflowId)];
  for (let before = await runBefore(client, chain); before; before = await runBefore(client, chain))
    chain.unshift({ workflowId, runId: before });
  return chain;
}

/** The run that the first of a chain continues, by the first event of its history. */
async function runBefore(client: Client, [first]: readonly Run[]): Promise<string | null> {
  if (!first) return null;
  const { events } = await client.workflow.getHandle(first.workflowId, first.runId).fetchHistory();
  return events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;
}

/** Writes the runs by name, where a version to record was asked for. Payloads are as the server has them: readable. */
export async function record(client: Client, runs: Record<string, Run>): Promise<void> {
  const version = process.env.RECORD_HISTORIES;
  if (!version) return;
  const folder = `${HISTORIES}/${version}`;
  mkdirSync(folder, { recursive: true });
  for (const [name, { workflowId, runId }] of Object.entries(runs)) {
    const file = `${folder}/${name}.json`;
    if (existsSync(file)) continue;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    // it writes JSON spread over thousands of lines
    writeFileSync(file, `${JSON.stringify(JSON.parse(historyToJSON(history)))}\n`);
  }
}
