// `dondoc worker`, `dondoc web`: one process each of a service that stands on configured parts (docs/operations.md).
import { readConfig } from '../../config/env';
import { untilInterrupted } from '../servers/supervisor';
import type { Register } from './command';

export const registerServe: Register = (program) => {
  program
    .command('worker')
    .description('run a worker (workflows, sending, documents) with the configuration of the environment')
    .action(async () => {
      const config = readConfig(process.env);
      const { createLog } = await import('../service/log');
      const log = createLog(config, 'worker');
      const { workflowBundleFile } = await import('../build/workflow-bundle');
      const { startWorker } = await import('../../worker');
      const worker = await startWorker({ config, workflowBundle: { codePath: await workflowBundleFile() } });
      log.info('worker ready');
      const ended = worker.done.then(() => 'ended' as const);
      const reason = await Promise.race([ended, untilInterrupted()]);
      log.info({ reason }, 'worker stopping');
      worker.shutdown();
      await worker.done;
    });

  program
    .command('web')
    .description('run the portal with the configuration of the environment')
    .action(async () => {
      const config = readConfig(process.env);
      const { createLog } = await import('../service/log');
      const log = createLog(config, 'portal');
      const { startPortal } = await import('../service/portal');
      const portal = await startPortal({ config, log });
      log.info({ url: portal.url, publicUrl: config.web.publicUrl }, 'portal ready');
      await untilInterrupted();
      await portal.close();
    });
};
