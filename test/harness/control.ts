// What one test run shares: databases of a PostgreSQL cluster, and the workflow bundle. Made when first asked for.
import { createServer } from 'node:http';
import { workflowBundleFile } from '../../scripts/build/workflow-bundle';
import { type Databases, openDatabases } from './databases';

export interface Control {
  url: string;
  close(): Promise<void>;
}

/** Runs in vitest's main process; the test files, each in a process of its own, ask it over HTTP (see client.ts). */
export async function startControl(): Promise<Control> {
  let databases: Promise<Databases> | undefined;
  let bundle: Promise<string> | undefined;
  const answer = async (path: string): Promise<unknown> => {
    const [, verb, name = ''] = path.split('/');
    if (verb === 'bundle') {
      bundle ??= workflowBundleFile();
      return { codePath: await bundle };
    }
    databases ??= openDatabases();
    if (verb === 'database') return (await databases).take();
    await (await databases).giveBack(name);
    return {};
  };
  const http = createServer((request, response) => {
    answer(request.url ?? '').then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address !== 'object' || !address) throw new Error('the harness has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      http.closeAllConnections();
      http.close();
      await (await databases?.catch(() => undefined))?.stop();
    },
  };
}
