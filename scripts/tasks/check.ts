// `npm run check`: types, lint and format, import rules; all of them, so that one run shows everything.
import { runProgram } from './programs';

export async function main(): Promise<number> {
  const checks = [
    { title: 'Types', run: () => runProgram('typescript', 'tsc', ['--noEmit', '-p', '.']) },
    { title: 'Lint and format', run: () => runProgram('@biomejs/biome', 'biome', ['check', '.']) },
    {
      title: 'Import rules',
      run: () => runProgram('dependency-cruiser', 'depcruise', ['.', '--no-progress']),
    },
  ];
  let failed = 0;
  for (const { title, run } of checks) {
    process.stdout.write(`\n== ${title}\n`);
    if ((await run()) !== 0) failed += 1;
  }
  process.stdout.write(
    failed === 0 ? '\nAll checks passed.\n' : `\n${failed} of ${checks.length} checks failed.\n`,
  );
  return failed === 0 ? 0 : 1;
}
