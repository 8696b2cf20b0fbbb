// `dondoc intake FILE…`: reads plan documents and prints the reading as JSON; a folder stands for the documents in it.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Register } from './command';

const EXTENSIONS = new Set([
  '.txt',
  '.md',
  '.docx',
  '.doc',
  '.pdf',
  '.html',
  '.htm',
  '.png',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
]);

/** The files an input stands for: itself, or the documents directly inside a folder, by name. */
export function expandInput(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !name.startsWith('.') && EXTENSIONS.has(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(path, name));
}

/** `<name>.json` for each file; the extension is kept where two files would otherwise share a name. */
export function outputNames(files: readonly string[]): string[] {
  const stems = files.map((file) => basename(file, extname(file)));
  return files.map(
    (file, i) =>
      `${stems.indexOf(stems[i] ?? '') === stems.lastIndexOf(stems[i] ?? '') ? stems[i] : basename(file)}.json`,
  );
}

export const registerIntake: Register = (program) => {
  program
    .command('intake')
    .description('read plan documents: JSON on standard output, or <name>.json for each in a folder')
    .argument('<file...>', 'documents (docx, doc, pdf, image, txt, md, html) or folders of them')
    .option('--out <folder>', 'write one JSON file for each input into this folder')
    .action(async (inputs: string[], options: { out?: string }) => {
      const { intake } = await import('../../intake');
      const { closeSandbox } = await import('../../intake/formats');
      let failed = 0;
      const files: string[] = [];
      for (const input of inputs) {
        try {
          files.push(...expandInput(input));
        } catch {
          failed++;
          process.stderr.write(`${input}: không tìm thấy tệp hoặc thư mục này.\n`);
        }
      }
      if (options.out) mkdirSync(options.out, { recursive: true });
      const names = outputNames(files);
      for (const [i, file] of files.entries()) {
        process.stderr.write(`[${i + 1}/${files.length}] ${file}\n`);
        try {
          const reading = await intake(new Uint8Array(readFileSync(file)), {
            name: basename(file),
            onProgress: ({ stage, page, pages }) => {
              if (stage === 'nhan_dang' || pages > 50) process.stderr.write(`  trang ${page}/${pages}\n`);
            },
          });
          const json = `${JSON.stringify(reading, null, 2)}\n`;
          if (options.out) writeFileSync(join(options.out, names[i] ?? 'reading.json'), json);
          else process.stdout.write(json);
        } catch (error) {
          failed++;
          process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
        }
      }
      await closeSandbox();
      if (files.length === 0 && failed === 0) {
        failed++;
        process.stderr.write('Không có văn bản nào để đọc trong thư mục này.\n');
      }
      if (failed > 0) process.exitCode = 1;
    });
};
