// Plain text and Markdown: decoded, cleaned line by line, and left to the reader to split.

import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import { languageWarning, type Rendered } from '../render';
import { cleanText, normaliseLineEnds } from './clean';
import { assertText, decodeText } from './decode';

const MARKDOWN = /^#{1,6}\s+\S|^\s*\|.*\|\s*$|\*\*\S|^\s*[-|: ]*-{3,}\|/m;

/** The number of lines stays that of the file, so that `lines` can be compared with the source. */
export function renderText(bytes: Uint8Array, limits: Limits): Rendered {
  const decoded = decodeText(bytes);
  assertText(decoded.text);
  if (decoded.text.length > limits.maxChars) throw new DocumentError('TOO_COMPLEX', 'văn bản');
  const text = normaliseLineEnds(decoded.text)
    .split('\n')
    .map((line) => cleanText(line.replace(/\f/g, ' ')))
    .join('\n');
  if (text.trim() === '') throw new DocumentError('NO_TEXT', 'này');
  const language = languageWarning(text);
  return {
    format: MARKDOWN.test(text) ? 'md' : 'txt',
    text,
    blocks: [],
    warnings: language ? [...decoded.warnings, language] : decoded.warnings,
    confidence: 1,
  };
}
