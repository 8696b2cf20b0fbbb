// `dondoc explain OBLIGATION_ID`: why one report is due when it is, from the register.
import type { Register } from './command';

export const registerExplain: Register = (program) => {
  program
    .command('explain')
    .description(
      'print why a report is due when it is: one Vietnamese sentence and the chain of sources, as JSON',
    )
    .argument('<obligation-id>', 'id of the obligation: its page is /nghia-vu/<id>')
    .addHelpText(
      'after',
      '\nReads DATABASE_URL, or the database of `npm start`. Exit code 1: no such obligation.',
    )
    .action(async (id: string) => {
      const [{ withRegister }, { explainObligation }] = await Promise.all([
        import('../service/register'),
        import('../../services/explain'),
      ]);
      const explained = await withRegister((db) => explainObligation(db, id.trim()));
      if (explained) {
        process.stdout.write(`${JSON.stringify(explained, null, 2)}\n`);
        return;
      }
      process.exitCode = 1;
      process.stderr.write(
        `Không có báo cáo phải nộp nào mang mã "${id}". Mã là phần cuối của địa chỉ trang báo cáo (…/nghia-vu/<mã>).\n`,
      );
    });
};
