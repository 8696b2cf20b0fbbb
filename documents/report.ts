/** The compiled report as an official document: outline of reporting-regime §3.2, State or Party form. */
import type { CompiledSummary, Statement, StatementSection } from '../domain/compile-types';
import { formatCount, formatList, formatLongDate, formatRoman } from '../domain/format';
import { citationOf } from './attachments';
import type { SummaryReportInput } from './inputs';
import {
  documentDate,
  formOf,
  fullCitation,
  inSentence,
  issuerLines,
  shortCitation,
  signatureOf,
  type Wording,
  wordingOf,
} from './issuing';
import type { Block, OfficialDocument, RichText } from './model';
import { appendicesOf } from './report-appendices';
import {
  achievementSentence,
  defaultSourceKey,
  figureText,
  missingSentence,
  reportingSentence,
  statementText,
  TO_FILL_IN,
  tallySentence,
} from './report-words';

type Context = {
  input: SummaryReportInput;
  summary: CompiledSummary;
  words: Wording;
  key: NonNullable<SummaryReportInput['sourceKey']>;
};

const paragraph = (text: RichText): Block => ({ type: 'paragraph', text });
const list = (items: RichText[]): Block[] =>
  items.length === 0 ? [] : [{ type: 'list', marker: '-', items }];

/** A heading with what stands under it; `body` empty = nothing to say. */
type Part = { title: string; body: Block[] };

/** Numbers the parts; an empty one shows a gap to fill in a draft and is left out of the final text. */
function numbered(parts: Part[], level: 1 | 2, enumerator: (n: number) => string, draft: boolean): Block[] {
  const kept = parts.flatMap((part) => {
    if (part.body.length > 0) return [part];
    return draft ? [{ ...part, body: [paragraph(TO_FILL_IN)] }] : [];
  });
  return kept.flatMap((part, i): Block[] => [
    { type: 'heading', level, text: `${enumerator(i + 1)} ${part.title}` },
    ...part.body,
  ]);
}

const roman = (n: number): string => `${formatRoman(n)}.`;
const arabic = (n: number): string => `${n}.`;

function statements(
  { summary, key }: Context,
  section: StatementSection,
  test?: (s: Statement) => boolean,
): Block[] {
  const chosen = summary.statements.filter((s) => s.section === section && (test === undefined || test(s)));
  return list(chosen.map((s) => statementText(s, summary, { key })));
}

/** Statements of results under the unit that said them first. */
function resultsByUnit(context: Context): Block[] {
  const { summary, key } = context;
  const results = summary.statements.filter((s) => s.section === 'results');
  const firstUnit = (s: Statement) => {
    const source = s.sources[0];
    return source?.kind === 'submission' ? source.unitId : null;
  };
  const groups = [...new Set(results.map(firstUnit))];
  const name = new Map(summary.unitNames.map((unit) => [unit.unitId, unit.name]));
  if (groups.length <= 1) return list(results.map((s) => statementText(s, summary, { key })));
  return groups.flatMap((unitId, i): Block[] => {
    const own = results.filter((s) => firstUnit(s) === unitId);
    const title = unitId === null ? 'Nội dung khác' : (name.get(unitId) ?? unitId);
    const letter = 'abcdeghiklmnopqrstuvxy'.charAt(i);
    return [
      { type: 'heading', level: 3, text: letter === '' ? title : `${letter}) ${title}` },
      ...list(own.map((s) => statementText(s, summary, { key, under: unitId }))),
    ];
  });
}

const TELLS_PEOPLE = /tuyên truyền|quán triệt|phổ biến/i;

function direction(context: Context): Block[] {
  const { summary, input, words } = context;
  const reminders = summary.reporting.reduce((sum, row) => sum + row.reminders, 0);
  const reminded = summary.reporting.filter((row) => row.reminders > 0).length;
  const urged =
    reminders === 0
      ? ''
      : ` ${words.office} đã nhắc ${formatCount(reminders)} lượt đối với ${formatCount(reminded)} đơn vị.`;
  const missing = missingSentence(summary);
  return numbered(
    [
      {
        title: 'Văn bản đã ban hành',
        body: statements(context, 'direction', (s) => !TELLS_PEOPLE.test(s.text)),
      },
      {
        title: 'Tuyên truyền, quán triệt',
        body: statements(context, 'direction', (s) => TELLS_PEOPLE.test(s.text)),
      },
      {
        title: 'Kiểm tra, đôn đốc',
        body: [
          paragraph(`${reportingSentence(summary)}${urged} Chi tiết tại Phụ lục III.`),
          ...(missing === null ? [] : [paragraph(missing)]),
        ],
      },
    ],
    2,
    arabic,
    input.draft,
  );
}

function figures({ summary, key }: Context): Block[] {
  return [
    paragraph(tallySentence(summary)),
    ...list(summary.figures.map((f) => figureText(f, summary, key))),
  ];
}

function shortcomings(context: Context): Block[] {
  const { summary } = context;
  const unmet = summary.figures
    .filter((figure) => figure.verdict === 'chua_dat')
    .map((f) => `“${f.indicator}”`);
  const blocks = statements(context, 'difficulties');
  if (unmet.length > 0) {
    blocks.unshift(paragraph(`Còn ${formatCount(unmet.length)} chỉ tiêu chưa đạt: ${unmet.join('; ')}.`));
  }
  const late = summary.reporting.filter((row) => row.lateDays > 0 || row.status === 'missing');
  if (late.length > 0) {
    const names = formatList(late.map((row) => row.unitName));
    blocks.push(paragraph(`Việc thực hiện chế độ báo cáo của một số đơn vị còn chậm: ${names}.`));
  }
  if (blocks.length > 0) return blocks;
  const silent = summary.nothingToReport.some((entry) => entry.section === 'difficulties');
  return silent ? [paragraph('Các đơn vị báo cáo không có khó khăn, vướng mắc.')] : [];
}

function proposals(context: Context): Block[] {
  const blocks = statements(context, 'proposals');
  if (blocks.length > 0) return blocks;
  const silent = context.summary.nothingToReport.some((entry) => entry.section === 'proposals');
  return silent ? [paragraph('Các đơn vị không có kiến nghị, đề xuất.')] : [];
}

function closing({ input, summary, words }: Context): Block {
  const to =
    input.issuer.system === 'dang'
      ? ''
      : `; kính báo cáo Thường trực Đảng ủy, Thường trực Hội đồng nhân dân ${words.level}`;
  return paragraph(
    `Trên đây là báo cáo ${summary.period.label} thực hiện ${shortCitation(summary.plan)} của ${words.self}${to}${words.end}`,
  );
}

function fullBody(context: Context): Block[] {
  const { summary, input, words } = context;
  const { draft } = input;
  const partial = summary.period.partial === true ? ' (kỳ báo cáo không đủ thời gian theo quy định)' : '';
  const opening = `Thực hiện ${fullCitation(summary.plan)}, ${words.self} báo cáo kết quả ${summary.period.label}${partial} như sau:`;
  const next = summary.period.nextLabel ?? 'thời gian tới';
  const parts: Part[] = [
    { title: 'Công tác chỉ đạo, triển khai thực hiện', body: direction(context) },
    {
      title: 'Kết quả thực hiện',
      body: numbered(
        [
          { title: 'Kết quả thực hiện các chỉ tiêu', body: figures(context) },
          { title: 'Kết quả thực hiện nhiệm vụ, giải pháp', body: resultsByUnit(context) },
          { title: 'Kinh phí', body: statements(context, 'funding') },
        ],
        2,
        arabic,
        draft,
      ),
    },
    {
      title: 'Đánh giá chung',
      body: numbered(
        [
          {
            title: 'Kết quả đạt được',
            body: [achievementSentence(summary)].filter((text) => text !== '').map(paragraph),
          },
          { title: 'Tồn tại, hạn chế', body: shortcomings(context) },
          { title: 'Nguyên nhân', body: statements(context, 'causes') },
        ],
        2,
        arabic,
        draft,
      ),
    },
    { title: `Nhiệm vụ trọng tâm ${next}`, body: statements(context, 'nextPeriod') },
    { title: 'Kiến nghị, đề xuất', body: proposals(context) },
  ];
  return [paragraph(opening), ...numbered(parts, 1, roman, draft), closing(context)];
}

/** One or two paragraphs and the table, for monthly and quick reports. */
function shortBody(context: Context): Block[] {
  const { summary, words } = context;
  const missing = missingSentence(summary);
  return [
    paragraph(
      `Thực hiện ${fullCitation(summary.plan)}, ${words.self} báo cáo kết quả ${summary.period.label}: ${tallySentence(summary).replace('Phụ lục I', 'Phụ lục')} ${reportingSentence(summary)}`,
    ),
    ...(missing === null ? [] : [paragraph(missing)]),
    closing(context),
  ];
}

/** B88: the issued file stays as it is; what arrived later is told against it. */
function supplementBody(
  context: Context,
  supplement: NonNullable<SummaryReportInput['supplement']>,
): Block[] {
  const { summary, words } = context;
  const of = `Báo cáo số ${supplement.of} ${formatLongDate(supplement.ofDate)}`;
  const n = formatCount(supplement.number);
  const { changes } = supplement.diff;
  const opening = `Tiếp theo ${of} về kết quả ${summary.period.label} thực hiện ${shortCitation(summary.plan)}, ${words.self} báo cáo bổ sung số ${n} như sau:`;
  const table: Block = {
    type: 'table',
    caption: 'Nội dung bổ sung, thay đổi',
    columns: [
      { header: 'STT', weight: 10, align: 'center' },
      { header: 'Nội dung', weight: 75, align: 'left' },
      { header: 'Đã báo cáo', weight: 40, align: 'left' },
      { header: 'Nay bổ sung, điều chỉnh', weight: 40, align: 'left' },
    ],
    rows: changes.map((change, i) => {
      const bySource = change.kind === 'statement_sources';
      return {
        type: 'data',
        cells: [
          String(i + 1),
          bySource ? change.message : change.subject,
          bySource ? '' : (change.before ?? ''),
          bySource ? '' : (change.after ?? ''),
        ],
      };
    }),
  };
  const missing = missingSentence(summary);
  const parts: Part[] = [
    {
      title: 'Nội dung bổ sung, thay đổi',
      body: changes.length > 0 ? [table] : [paragraph('Không có thay đổi về nội dung.')],
    },
    {
      title: 'Kết quả sau khi bổ sung',
      body: [
        paragraph(`${tallySentence(summary)} ${reportingSentence(summary)}`),
        ...(missing === null ? [] : [paragraph(missing)]),
      ],
    },
  ];
  return [
    paragraph(opening),
    ...numbered(parts, 1, roman, false),
    paragraph(`Các nội dung khác thực hiện theo ${of}${words.end}`),
  ];
}

const TITLE_VERB: Readonly<Record<string, string>> = {
  tong_ket: 'Tổng kết',
  toan_ky: 'Tổng kết',
  so_ket: 'Sơ kết',
};

function titleOf({ input, summary }: Context): string {
  const { period, plan } = summary;
  if (input.supplement !== undefined) {
    const { of, ofDate } = input.supplement;
    return `Bổ sung Báo cáo số ${of} ${formatLongDate(ofDate)} về kết quả ${period.label} thực hiện ${shortCitation(plan)}`;
  }
  const halfTerm = period.cycle === '6_thang' && period.half === 1;
  const verb = TITLE_VERB[period.cycle] ?? (halfTerm ? 'Sơ kết' : 'Kết quả');
  return `${verb} ${period.label} thực hiện ${fullCitation(plan)}`;
}

function defaultRecipients(
  system: 'chinh_quyen' | 'dang',
  form: 'HD36' | 'HD05' | null,
  level: string,
): string[] {
  if (system === 'dang') {
    const archive = form === 'HD36' ? 'Lưu: VPĐU' : 'Lưu VPĐU';
    return ['Thường trực Đảng ủy', 'Các chi bộ, cơ quan, đơn vị thực hiện', archive];
  }
  return [
    'Thường trực Đảng ủy (để b/c)',
    `Thường trực HĐND ${level} (để b/c)`,
    `CT, các PCT UBND ${level}`,
    'Các cơ quan, đơn vị thực hiện Kế hoạch',
    'Lưu: VT, VP',
  ];
}

/** Throws `DocumentInputError` when the signer can not sign for the issuer. Whether it may be issued is `problems`' matter. */
export function summaryReport(input: SummaryReportInput): OfficialDocument {
  const { issuer, supplement } = input;
  const { period } = input.summary;
  const summary = { ...input.summary, period: { ...period, label: inSentence(period.label) } };
  const form = formOf(issuer, input.date, input.createdAt);
  const words = wordingOf(issuer, form);
  const context: Context = { input, summary, words, key: input.sourceKey ?? defaultSourceKey };
  const short = input.variant === 'rut_gon' && supplement === undefined;
  const body =
    supplement !== undefined
      ? supplementBody(context, supplement)
      : short
        ? shortBody(context)
        : fullBody(context);
  const document: OfficialDocument = {
    system: issuer.system,
    partyForm: form,
    kind: 'bao_cao',
    issuer: issuerLines(issuer),
    number: { value: input.number, symbol: issuer.system === 'dang' ? 'BC/ĐU' : 'BC-UBND' },
    place: issuer.place,
    date: documentDate(input.date, input.createdAt),
    typeName: supplement === undefined ? 'BÁO CÁO' : `BÁO CÁO BỔ SUNG SỐ ${formatCount(supplement.number)}`,
    title: titleOf(context),
    addressees: [],
    body,
    recipients: input.recipients ?? defaultRecipients(issuer.system, form, words.level),
    signature: signatureOf(issuer, input.signer),
    appendices: [],
    draft: input.draft,
    footnote: null,
    createdAt: input.createdAt,
  };
  const attachedTo = citationOf(document, words.fullName);
  const only = short ? ('figures' as const) : undefined;
  return { ...document, appendices: appendicesOf(summary, attachedTo, { key: context.key, only }) };
}
