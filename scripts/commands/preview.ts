// `dondoc preview RULES.json`: the periods and deadlines that a set of rules gives, with their chains, as JSON.
import { readFileSync } from 'node:fs';
import type { Register } from './command';

export const registerPreview: Register = (program) => {
  program
    .command('preview')
    .description('print the periods and deadlines that a set of rules gives, with their chains, as JSON')
    .argument('[rules.json]', 'file of rules (docs/preview.md), or - for standard input')
    .option('--schema', 'print the JSON Schema of the file instead')
    .addHelpText(
      'after',
      '\nExit code 0: every rule makes sense; 1: the faults are in "faults" of the output.',
    )
    .action(async (file: string | undefined, options: { schema?: boolean }) => {
      const { readRulesFile, rulesFileJsonSchema } = await import('../../config/rules-file');
      const print = (value: unknown): void =>
        void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
      if (options.schema) return print(rulesFileJsonSchema());
      if (file === undefined) {
        process.exitCode = 2;
        process.stderr.write('Chưa nêu tệp quy tắc. Xem mẫu trong docs/preview.md.\n');
        return;
      }
      const json = parse(file);
      const read = json.ok ? readRulesFile(json.value) : json;
      if (!read.ok) {
        process.exitCode = 1;
        for (const { message } of read.errors) process.stderr.write(`${message}\n`);
        return print({ periods: [], faults: read.errors, calendarTasks: [] });
      }
      const { SHIPPED_CALENDAR } = await import('../../config/calendars');
      const { overlayCalendar, previewRules } = await import('../../domain/preview');
      const { calendar, faults } = overlayCalendar(SHIPPED_CALENDAR, read.calendarYears);
      const preview = previewRules({ ...read.input, calendar });
      const all = [...faults, ...preview.faults];
      if (all.length > 0) process.exitCode = 1;
      print({ ...preview, faults: all });
    });
};

/** The file's JSON, or why it cannot be read. */
function parse(
  file: string,
): { ok: true; value: unknown } | { ok: false; errors: { code: string; field: null; message: string }[] } {
  const refuse = (message: string) => ({
    ok: false as const,
    errors: [{ code: 'FILE_UNREADABLE', field: null, message }],
  });
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    return refuse(`Không đọc được tệp "${file}". Kiểm tra lại đường dẫn và quyền đọc.`);
  }
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    return refuse(
      `Tệp "${file}" không phải JSON hợp lệ: ${error instanceof Error ? error.message : ''}. Sửa tệp rồi chạy lại.`,
    );
  }
}
