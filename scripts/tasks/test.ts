// `npm test`: all tests, or those named behind `--`.
import { chromiumPath } from '../../test/harness/browser';
import { runProgram } from './programs';

export async function main(args: readonly string[]): Promise<number> {
  if (!chromiumPath()) {
    process.stderr.write(
      [
        'There is no Chromium on this machine, so the tests in a real browser are skipped. To run them too:',
        '  Debian, Ubuntu:  apt-get install chromium   (with Noto or DejaVu fonts: fonts-dejavu-core)',
        '  elsewhere:       set CHROMIUM_PATH to a Chrome or Chromium program',
        '',
      ].join('\n'),
    );
  }
  return runProgram('vitest', 'vitest', ['run', ...args]);
}
