// `dondoc bounces`: mails that were returned to the sending address, from files or from the mail server's pipe.
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Register } from './command';

export const registerBounces: Register = (program) => {
  program
    .command('bounces')
    .description('take in mails that came back to MAIL_FROM: files, or one mail on standard input')
    .argument('[files...]', 'raw mails (.eml, files of a Maildir); none: standard input')
    .action(async (files: string[]) => {
      const { withRegister } = await import('../service/register');
      const { takeBounce } = await import('../service/bounces');
      await withRegister(async (db) => {
        for (const file of files.length > 0 ? files : [null]) {
          const raw = file === null ? await buffer(process.stdin) : await readFile(file);
          const outcome = await takeBounce(db, raw, new Date());
          process.stdout.write(`${file ?? '-'}\t${outcome}\n`);
        }
      });
    });
};
