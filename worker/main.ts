/** Process entry of a worker: configuration from the environment, until SIGINT or SIGTERM. */
import { readConfig } from '../config/env';
import { startWorker } from './index';

const bundle = process.env.DONDOC_WORKFLOW_BUNDLE;
if (!bundle)
  throw new Error('DONDOC_WORKFLOW_BUNDLE names the bundle of workflows (npm run --silent build prints it)');

const worker = await startWorker({
  config: readConfig(process.env),
  workflowBundle: { codePath: bundle },
  clock: process.env.DONDOC_CLOCK === 'as_of' ? 'as_of' : 'system',
  workflowCache: process.env.DONDOC_WORKFLOW_CACHE !== 'off',
});
// whoever started this process waits for the line
process.stdout.write('worker ready\n');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => worker.shutdown());
await worker.done;
