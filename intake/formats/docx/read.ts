// Opens a Word package (docx, docm, dotx) and reads body, lists, styles and footnotes; headers, footers and comments stay out.

import type { IntakeWarning } from '../../model';
import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import type { RawBlock, RawDocument } from '../raw';
import { legacyWarning } from '../text/decode';
import { decodeXml, readXml } from '../xml';
import { openZip, type ZipPackage } from '../zip';
import { BodyReader } from './body';
import { readNotes } from './notes';
import { Numbering } from './numbering';
import { StyleSheet } from './styles';

const LABEL = 'Word';

/** The main part is named by the package relationships; almost always word/document.xml. */
function mainPart(zip: ZipPackage, limits: Limits): string {
  const relations = zip.read('_rels/.rels');
  let target = '';
  if (relations) {
    readXml(
      decodeXml(relations),
      {
        open(name, attributes) {
          if (name.endsWith('Relationship') && attributes.Type?.endsWith('/officeDocument'))
            target = attributes.Target ?? '';
        },
        close() {},
      },
      limits.maxDepth,
      LABEL,
    );
  }
  const named = target.replace(/^\//, '');
  return named && zip.has(named) ? named : 'word/document.xml';
}

export function readDocx(bytes: Uint8Array, limits: Limits): RawDocument {
  const zip = openZip(bytes, limits, LABEL);
  const main = mainPart(zip, limits);
  const folder = main.includes('/') ? main.slice(0, main.lastIndexOf('/') + 1) : '';
  const document = zip.read(main);
  if (!document) throw new DocumentError('DAMAGED', LABEL);
  const part = (name: string): string | null => {
    const data = zip.read(`${folder}${name}`);
    return data ? decodeXml(data) : null;
  };
  const stylesXml = part('styles.xml');
  const numberingXml = part('numbering.xml');
  const styles = stylesXml ? StyleSheet.read(stylesXml, limits.maxDepth) : new StyleSheet();
  const numbering = numberingXml ? Numbering.read(numberingXml, limits.maxDepth) : new Numbering();
  const reader = new BodyReader(styles, numbering, limits);
  readXml(decodeXml(document), reader, limits.maxDepth, LABEL);
  const body = reader.finish();
  const footnotes = [
    ...readNotes(part('footnotes.xml'), 'w:footnote', styles, limits),
    ...readNotes(part('endnotes.xml'), 'w:endnote', styles, limits),
  ];
  const warnings: IntakeWarning[] = [];
  if (body.trackedChanges > 0) {
    warnings.push({
      code: 'TRACKED_CHANGES',
      message:
        'Văn bản còn dấu vết chỉnh sửa; đã đọc như khi chấp nhận mọi thay đổi. Hãy kiểm tra đây có phải bản ban hành không.',
    });
  }
  for (const encoding of body.legacyFonts) warnings.push(legacyWarning(encoding));
  if (zip.names.some((name) => /afchunk/i.test(name))) {
    warnings.push({
      code: 'EMBEDDED_PART',
      message:
        'Văn bản có phần nhúng từ tệp khác chưa đọc được. Hãy mở bằng Word, lưu lại rồi tải lên lần nữa.',
    });
  }
  return { blocks: withPages(body.blocks, body.pageBreaks > 0), footnotes, warnings, confidence: 1 };
}

/** Word only notes page breaks where it last drew them; without any, pages are unknown rather than 1. */
function withPages(blocks: RawBlock[], known: boolean): RawBlock[] {
  if (known) return blocks;
  for (const block of blocks) delete block.page;
  return blocks;
}

/** Pictures of the package in order of name, for documents that are scans pasted into Word. */
export function docxPictures(bytes: Uint8Array, limits: Limits): Uint8Array[] {
  const zip = openZip(bytes, limits, LABEL);
  const names = zip.names.filter((name) => /\/media\/[^/]+\.(png|jpe?g|bmp|tiff?|gif|webp)$/i.test(name));
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.flatMap((name) => {
    const data = zip.read(name);
    return data ? [data] : [];
  });
}
