// A small event reader over saxes for the parts of an office package: no entities from outside, bounded depth.

import { SaxesParser } from 'saxes';
import { DocumentError } from './errors';

export type Attributes = Record<string, string>;

export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(value: string): void;
}

const WORD_NAMESPACES = [
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
];

/** Decodes a package part: UTF-8 unless a byte order mark says UTF-16. */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/**
 * Runs the handler over one part. Element and attribute names of the WordprocessingML namespace come as `w:…`
 * whatever prefix the file uses. A document type declaration is refused: Word never writes one, and entities are the way
 * to pull in other files.
 */
export function readXml(xml: string, handler: XmlHandler, maxDepth: number, label: string): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let prefix = 'w:';
  let depth = 0;
  const normalise = (name: string): string => {
    if (prefix === 'w:') return name;
    return name.startsWith(prefix) ? `w:${name.slice(prefix.length)}` : name;
  };
  parser.on('error', () => {
    throw new DocumentError('DAMAGED', label);
  });
  parser.on('doctype', () => {
    throw new DocumentError('DAMAGED', label);
  });
  parser.on('opentag', (tag) => {
    if (++depth > maxDepth) throw new DocumentError('TOO_COMPLEX', label);
    let attributes = tag.attributes as Attributes;
    if (depth === 1) {
      for (const [key, value] of Object.entries(attributes)) {
        if (WORD_NAMESPACES.includes(value) && key.startsWith('xmlns')) {
          prefix = key === 'xmlns' ? '' : `${key.slice('xmlns:'.length)}:`;
        }
      }
    }
    if (prefix !== 'w:') {
      attributes = Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [normaliseAttribute(key, prefix), value]),
      );
    }
    handler.open(normaliseElement(tag.name, prefix, normalise), attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    handler.close(normaliseElement(tag.name, prefix, normalise));
  });
  if (handler.text) {
    const onText = handler.text.bind(handler);
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  parser.write(xml).close();
}

/** With a default namespace, names without any prefix belong to Word. */
function normaliseElement(name: string, prefix: string, normalise: (name: string) => string): string {
  if (prefix === '') return name.includes(':') ? name : `w:${name}`;
  return normalise(name);
}

function normaliseAttribute(name: string, prefix: string): string {
  return prefix !== '' && name.startsWith(prefix) ? `w:${name.slice(prefix.length)}` : name;
}
