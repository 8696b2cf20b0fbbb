/** Renders an official document as docx; the same document gives the same bytes (B90). */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { bodyBlock, centred, half, mmTwips, NO_BORDERS, rule, run, twips } from './docx-parts';
import {
  type Appendix,
  dateLine,
  documentTitle,
  numberLine,
  type OfficialDocument,
  recipientLines,
} from './model';
import { settled } from './settle';
import {
  DRAFT_MARK,
  FONT,
  NATIONAL_MOTTO,
  NATIONAL_NAME,
  PAGE_MM,
  PARTY_NAME,
  type Style,
  styleOf,
} from './style';

const TEXT_MM = PAGE_MM.width - PAGE_MM.left - PAGE_MM.right;
const LANDSCAPE_TEXT_MM = PAGE_MM.height - PAGE_MM.left - PAGE_MM.right;

/** Rough width of capitals in bold Times, in mm; only for how long a rule under words should be. */
const wordsMm = (words: string, sizePt: number, em: number): number => words.length * sizePt * em * 0.3528;

function ruleUnder(words: string, sizePt: number, share: number, placeMm: number, em = 0.7): Paragraph {
  const length = Math.min(wordsMm(words, sizePt, em), placeMm) * share;
  return rule(mmTwips((placeMm - length) / 2));
}

function twoColumns(rows: [Paragraph[], Paragraph[]][], leftPercent: number): Table {
  const width = mmTwips(TEXT_MM);
  const left = Math.round((width * leftPercent) / 100);
  const cell = (children: Paragraph[], size: number) =>
    new TableCell({
      children: children.length > 0 ? children : [centred([])],
      width: { size, type: WidthType.DXA },
      margins: { left: 0, right: 0 },
      borders: NO_BORDERS,
    });
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [left, width - left],
    borders: NO_BORDERS,
    rows: rows.map(
      ([a, b]) => new TableRow({ cantSplit: true, children: [cell(a, left), cell(b, width - left)] }),
    ),
  });
}

function head(doc: OfficialDocument, s: Style): Table {
  const party = doc.system === 'dang';
  const leftMm = (TEXT_MM * s.headerLeftPercent) / 100;
  const rightMm = TEXT_MM - leftMm;
  const lastName = doc.issuer.bodyLines.at(-1) ?? '';
  const left = [
    ...doc.issuer.parentLines.map((line) => centred([run(line, { size: s.parentSize })])),
    ...doc.issuer.bodyLines.map((line) => centred([run(line, { size: s.bodyNameSize, bold: true })])),
    party ? centred([run('*', { size: 14 })]) : ruleUnder(lastName, s.bodyNameSize, 0.42, leftMm),
  ];
  const right = party
    ? [
        centred([run(PARTY_NAME, { size: s.nameSize, bold: true })]),
        ruleUnder(PARTY_NAME, s.nameSize, 1, rightMm, 0.62),
      ]
    : [
        centred([run(NATIONAL_NAME, { size: s.nameSize, bold: true })]),
        centred([run(NATIONAL_MOTTO, { size: s.mottoSize, bold: true })]),
        ruleUnder(NATIONAL_MOTTO, s.mottoSize, 1, rightMm, 0.45),
      ];
  const number = numberLine(doc);
  const below: Paragraph[] = [];
  if (number !== null) below.push(centred([run(number, { size: s.numberSize })]));
  if (doc.kind === 'cong_van') {
    const look = { size: s.letterTitleSize, italics: s.letterTitleItalic };
    below.push(centred([run(`V/v ${doc.title}`, look)], { spacing: { before: twips(4), after: 0 } }));
  }
  const place = [centred([run(dateLine(doc), { size: s.placeSize, italics: true })])];
  return twoColumns(
    [
      [left, right],
      [below, place],
    ],
    s.headerLeftPercent,
  );
}

function titles(doc: OfficialDocument, s: Style): Paragraph[] {
  const result: Paragraph[] = [];
  if (doc.typeName !== null) {
    result.push(
      centred([run(doc.typeName, { size: s.typeSize, bold: true })], {
        spacing: { before: twips(16), after: 0 },
        outlineLevel: 0,
      }),
      centred([run(doc.title, { size: s.titleSize, bold: true })], {
        spacing: { before: twips(2), after: twips(2) },
        indent: { left: mmTwips(8), right: mmTwips(8) },
      }),
      doc.system === 'dang'
        ? centred([run('-----', { size: s.titleSize })], { spacing: { before: 0, after: twips(8) } })
        : ruleUnder(doc.title, s.titleSize, 0.36, TEXT_MM, 0.5),
      new Paragraph({ spacing: { before: 0, after: twips(4) }, children: [] }),
    );
  }
  const size = s.textSize;
  const only = doc.addressees[0];
  if (doc.addressees.length === 1 && only !== undefined) {
    const end = doc.system === 'dang' ? '' : '.';
    result.push(
      centred([run(`Kính gửi: ${only}${end}`, { size })], {
        spacing: { before: twips(10), after: twips(10) },
      }),
    );
  } else if (doc.addressees.length > 1) {
    const left = mmTwips(30);
    result.push(
      new Paragraph({
        spacing: { before: twips(10), after: 0 },
        indent: { left },
        children: [run('Kính gửi:', { size })],
      }),
      ...doc.addressees.map((name, i) => {
        const last = i === doc.addressees.length - 1;
        return new Paragraph({
          spacing: { before: 0, after: last ? twips(10) : 0 },
          indent: { left: left + mmTwips(18) },
          children: [run(`- ${name}${last ? '.' : ';'}`, { size })],
        });
      }),
    );
  }
  return result;
}

function foot(doc: OfficialDocument, s: Style): (Paragraph | Table)[] {
  const result: (Paragraph | Table)[] = [];
  if (doc.signature !== null || doc.recipients.length > 0) {
    const label =
      s.recipientsLabel === 'underlined'
        ? { size: s.recipientsLabelSize, underline: true }
        : { size: s.recipientsLabelSize, bold: true, italics: true };
    const plain = (children: TextRun[]) => new Paragraph({ spacing: { before: 0, after: 0 }, children });
    const left =
      doc.recipients.length === 0
        ? []
        : [
            plain([run('Nơi nhận:', label)]),
            ...recipientLines(doc).map((line) => plain([run(line, { size: s.recipientsSize })])),
          ];
    const right: Paragraph[] = [];
    if (doc.signature !== null) {
      for (const line of doc.signature.lines) {
        const bold = line.role === 'authority' || s.titleLineBold;
        right.push(centred([run(line.text, { size: s.signatureSize, bold })], { keepNext: true }));
      }
      right.push(centred([], { spacing: { before: mmTwips(24), after: 0 } }));
      if (doc.signature.name !== null) {
        right.push(centred([run(doc.signature.name, { size: s.signatureSize, bold: true })]));
      }
    }
    result.push(new Paragraph({ spacing: { before: 0, after: twips(6) }, keepNext: true, children: [] }));
    result.push(twoColumns([[left, right]], 50));
  }
  if (doc.footnote !== null) {
    result.push(
      new Paragraph({
        spacing: { before: twips(10), after: 0 },
        children: [run(doc.footnote, { size: 11, italics: true })],
      }),
    );
  }
  return result;
}

function section(
  children: (Paragraph | Table)[],
  doc: OfficialDocument,
  s: Style,
  landscape: boolean,
): ISectionOptions {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: half(s.pageNumberSize) })],
  });
  const draft = centred([run(DRAFT_MARK, { size: 10, bold: true, color: '6E6E6E' })]);
  const footer = new Footer({ children: [doc.draft ? draft : centred([])] });
  return {
    properties: {
      // The number is not shown on the first page, and every appendix counts its own pages.
      titlePage: true,
      page: {
        size: {
          width: mmTwips(PAGE_MM.width),
          height: mmTwips(PAGE_MM.height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: mmTwips(PAGE_MM.top),
          bottom: mmTwips(PAGE_MM.bottom),
          left: mmTwips(PAGE_MM.left),
          right: mmTwips(PAGE_MM.right),
          header: mmTwips(10),
          footer: mmTwips(10),
        },
        pageNumbers: { start: 1 },
      },
    },
    headers: { default: new Header({ children: [number] }), first: new Header({ children: [centred([])] }) },
    footers: { default: footer, first: footer },
    children,
  };
}

function appendixBody(appendix: Appendix, s: Style): (Paragraph | Table)[] {
  const width = appendix.landscape ? LANDSCAPE_TEXT_MM : TEXT_MM;
  return [
    centred([run(appendix.label, { size: s.appendixLabelSize, bold: true })], { outlineLevel: 0 }),
    centred([run(appendix.title, { size: s.textSize, bold: true, allCaps: true })]),
    centred([run(appendix.attachedTo, { size: 13, italics: true })], {
      spacing: { before: 0, after: twips(10) },
    }),
    ...appendix.body.flatMap((block) => bodyBlock(block, s, width)),
  ];
}

/** The docx package stamps the clock on properties and zip entries: both are replaced by the document's own date. */
function settle(bytes: Uint8Array, createdAt: string): Uint8Array {
  const stamp = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const entries = unzipSync(bytes);
  const result: Zippable = {};
  for (const name of Object.keys(entries).sort(byPackageOrder)) {
    const entry = entries[name];
    if (entry === undefined) continue;
    const content =
      name === 'docProps/core.xml'
        ? strToU8(
            strFromU8(entry).replace(
              /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
              (_, tag) => `${tag}${stamp}`,
            ),
          )
        : entry;
    result[name] = [content, { level: 6, mtime: new Date(1980, 0, 1), os: 0 }];
  }
  return zipSync(result);
}

/** Readers expect the list of content types first. */
function byPackageOrder(a: string, b: string): number {
  const rank = (name: string) => (name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

export async function renderDocx(input: OfficialDocument): Promise<Uint8Array> {
  const doc = settled(input);
  const s = styleOf(doc);
  const body = doc.body.flatMap((block, i) => bodyBlock(block, s, TEXT_MM, i === doc.body.length - 1));
  const file = new Document({
    title: documentTitle(doc),
    creator: doc.issuer.bodyLines.join(' '),
    lastModifiedBy: doc.issuer.bodyLines.join(' '),
    styles: {
      default: {
        document: { run: { font: FONT, size: half(s.textSize), language: { value: 'vi-VN' } } },
      },
    },
    sections: [
      section([head(doc, s), ...titles(doc, s), ...body, ...foot(doc, s)], doc, s, false),
      ...doc.appendices.map((appendix) => section(appendixBody(appendix, s), doc, s, appendix.landscape)),
    ],
  });
  return settle(new Uint8Array(await Packer.toArrayBuffer(file)), doc.createdAt);
}
