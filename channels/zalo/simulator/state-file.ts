/** Keeps the simulated world in a file, so that `npm start` finds its people, tokens and messages again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { World } from './world';

export interface Keeping {
  changed(): void;
  flush(): Promise<void>;
}

export async function createKeeping(world: World, file: string | undefined): Promise<Keeping> {
  if (!file) return { changed: () => undefined, flush: async () => undefined };
  await mkdir(dirname(file), { recursive: true });
  const saved = await readFile(file, 'utf8').catch(() => undefined);
  if (saved !== undefined) world.restore(JSON.parse(saved));

  let dirty = false;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    if (!dirty) return;
    dirty = false;
    // Written aside and renamed: a crash leaves the old file whole.
    await writeFile(`${file}.tmp`, JSON.stringify(world.snapshot()));
    await rename(`${file}.tmp`, file);
  };
  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  return {
    changed() {
      if (dirty) return;
      dirty = true;
      flush().catch(() => undefined);
    },
    flush,
  };
}
