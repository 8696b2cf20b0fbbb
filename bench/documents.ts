/** How fast official documents are drawn: `npx tsx bench/documents.ts [runs]`; prints machine, versions and raw numbers. */
import { cpus, totalmem } from 'node:os';
import { getDocumentProxy } from 'unpdf';
import { letterInput, receiptInput, reportInput } from '../documents/documents.fixture';
import { type OfficialDocument, reminderLetter, renderDocx, renderHtml, renderPdf } from '../documents/index';
import { submissionReceipt } from '../documents/receipt';
import { summaryReport } from '../documents/report';
import { compileSummary } from '../domain/compile';
import { baseInput, submission, target } from '../domain/compile.fixture';
import type { CompileInput } from '../domain/compile-types';

const runs = Number(process.argv[2] ?? 40);

/** A year-end report of a large commune: many units, many indicators. */
function large(units: number, targets: number): CompileInput {
  const base = baseInput();
  const ids = Array.from({ length: units }, (_, i) => `x${i}`);
  const goals = Array.from({ length: targets }, (_, i) =>
    target(`t${i}`, { responsibleUnitIds: ids.map((id) => `u-${id}`) }),
  );
  return {
    ...base,
    units: ids.map((id) => ({ id: `u-${id}`, name: `Đơn vị ${id}`, kind: 'subordinate' })),
    targets: goals,
    assignments: [],
    obligations: ids.map((id) => ({
      id: `o-${id}`,
      unitId: `u-${id}`,
      periodCode: base.period.code,
      dueAt: '2026-06-17T23:59:59.999+07:00',
      state: 'accepted',
      timeliness: 'on_time',
      receivedAt: '2026-06-16T09:00:00.000+07:00',
      reminders: 2,
    })),
    submissions: ids.map((id) =>
      submission(id, {
        figures: goals.map((goal) => ({ targetId: goal.id, value: 10 })),
        sections: {
          results: `Kết quả của ${id} trong kỳ.`,
          difficulties: 'Kinh phí được cấp chậm.',
          proposals: `Đề nghị của ${id}.`,
          nextPeriod: `Nhiệm vụ của ${id}.`,
        },
      }),
    ),
  };
}

async function measure(name: string, times: number, work: () => unknown): Promise<number> {
  const first = performance.now();
  await work();
  const cold = performance.now() - first;
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  samples.sort((a, b) => a - b);
  const at = (share: number) =>
    samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? 0;
  const mean = samples.reduce((sum, ms) => sum + ms, 0) / samples.length;
  const shown = [cold, at(0.5), at(0.95), mean].map((ms) => ms.toFixed(1).padStart(9)).join('');
  console.log(`${name.padEnd(34)}${shown}`);
  return mean;
}

const pageCount = async (doc: OfficialDocument) => (await getDocumentProxy(await renderPdf(doc))).numPages;

async function main(): Promise<void> {
  const [cpu] = cpus();
  console.log(
    `${cpu?.model ?? 'unknown processor'} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
  );
  console.log(`Node ${process.version}, ${runs} runs after one cold run, milliseconds`);
  console.log(
    `${''.padEnd(34)}${['cold', 'median', 'p95', 'mean'].map((head) => head.padStart(9)).join('')}`,
  );
  const documents: [string, OfficialDocument][] = [
    ['letter', reminderLetter(letterInput())],
    ['receipt', submissionReceipt(receiptInput())],
    ['report, 7 units, 6 targets', summaryReport(reportInput())],
    ['report, 60 units, 80 targets', summaryReport(reportInput({ summary: compileSummary(large(60, 80)) }))],
  ];
  const rates: string[] = [];
  for (const [name, doc] of documents) {
    const pages = await pageCount(doc);
    // Another text each time, or typst's cache would be what is measured.
    let n = 0;
    const fresh = () => ({ ...doc, title: `${doc.title} ${n++}` });
    const pdf = await measure(`pdf  ${name} (${pages} p.)`, runs, () => renderPdf(fresh()));
    const docx = await measure(`docx ${name}`, runs, () => renderDocx(fresh()));
    await measure(`html ${name}`, runs, () => renderHtml(fresh()));
    rates.push(
      `${name}: pdf ${((pages * 1000) / pdf).toFixed(0)} pages/s, docx ${((pages * 1000) / docx).toFixed(0)} pages/s`,
    );
  }
  const input = baseInput();
  await measure('compile, 7 units, 6 targets', runs, () => compileSummary(input));
  const big = large(500, 80);
  await measure('compile, 500 units, 80 targets', Math.min(runs, 10), () => compileSummary(big));
  console.log(rates.join('\n'));
  const rss = process.memoryUsage().rss / 2 ** 20;
  console.log(`resident memory at the end ${rss.toFixed(0)} MiB`);
}

await main();
