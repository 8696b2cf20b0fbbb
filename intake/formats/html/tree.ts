// What of a web page is the document: hidden parts, menus, counters and link lists are left aside, the main part is found.

import { defaultTreeAdapter, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export type Element = Tree.Element;
export type Node = Tree.Node;

const NEVER = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'head',
  'nav',
  'aside',
  'button',
  'select',
  'option',
  'input',
  'textarea',
  'video',
  'audio',
  'canvas',
  'map',
]);

const FURNITURE_NAME =
  /(^|[-_\s])(menu|nav|navbar|breadcrumbs?|share|social|comments?|related|sidebar|side-bar|footer|banner|advert|ads?|counter|visitors?|pagination|pager|tags|toolbar|login|search|cookie|rating|print)([-_\s]|$)/i;

/** Words by which a part of the page shows itself to belong to an official document. */
const DOCUMENT_WORDS =
  /CỘNG\s+H(ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Độc lập\s*[-–]\s*Tự do|(^|\n)\s*(KẾ HOẠCH|NGHỊ QUYẾT|CHƯƠNG TRÌNH|ĐỀ ÁN|QUYẾT ĐỊNH|PHỤ LỤC|CHỈ THỊ)\s*($|\n|\d|[A-ZĐ])|Nơi\s+nhận\s*:|Căn cứ\s+\p{Lu}|^\s*Số\s*:.*\/.*-/mu;

export function isElement(node: Node): node is Element {
  return defaultTreeAdapter.isElementNode(node);
}

export function attribute(element: Element, name: string): string {
  return element.attrs.find((attr) => attr.name === name)?.value ?? '';
}

function hidden(element: Element): boolean {
  const style = attribute(element, 'style');
  return (
    element.attrs.some((attr) => attr.name === 'hidden') ||
    /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style)
  );
}

export interface Measures {
  /** Characters of text that is shown. */
  text: number;
  /** … of it inside links. */
  links: number;
  linkCount: number;
  hasDocumentWords: boolean;
}

/** Measures every element once, bottom up, without recursion: pages may be nested thousands deep. */
export function measure(root: Node): Map<Node, Measures> {
  const order: Node[] = [];
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as Node;
    order.push(node);
    if (isElement(node) && (NEVER.has(node.tagName) || hidden(node))) continue;
    if ('childNodes' in node) for (const child of node.childNodes) stack.push(child);
  }
  const measures = new Map<Node, Measures>();
  for (const node of order.reverse()) {
    const own: Measures = { text: 0, links: 0, linkCount: 0, hasDocumentWords: false };
    if (defaultTreeAdapter.isTextNode(node)) {
      const value = node.value.normalize('NFC');
      own.text = value.replace(/\s+/g, ' ').trim().length;
      own.hasDocumentWords = DOCUMENT_WORDS.test(value);
    } else if ('childNodes' in node) {
      for (const child of node.childNodes) {
        const part = measures.get(child);
        if (!part) continue;
        own.text += part.text;
        own.links += part.links;
        own.linkCount += part.linkCount;
        own.hasDocumentWords ||= part.hasDocumentWords;
      }
      if (isElement(node) && node.tagName === 'a') {
        own.links = own.text;
        own.linkCount = 1;
      }
    }
    measures.set(node, own);
  }
  return measures;
}

/** Parts of the page that are never the document. */
export function isFurniture(element: Element, measures: Map<Node, Measures>): boolean {
  if (NEVER.has(element.tagName) || hidden(element)) return true;
  const own = measures.get(element);
  if (!own || own.hasDocumentWords) return false;
  if (element.tagName === 'footer' || element.tagName === 'header' || element.tagName === 'form') return true;
  // A word processor saves the running head and foot of its pages so.
  if (/^(header|footer)$/.test(attribute(element, 'title'))) return true;
  const role = attribute(element, 'role');
  if (/^(navigation|banner|contentinfo|search|complementary)$/.test(role)) return true;
  const label = `${attribute(element, 'class')} ${attribute(element, 'id')}`;
  if (own.text < 2_000 && FURNITURE_NAME.test(label)) return true;
  return (
    own.linkCount >= 3 &&
    own.links > own.text * 0.6 &&
    /^(div|ul|ol|section|table|p|td)$/.test(element.tagName)
  );
}

/** Share of the page's text that the main part must hold for the rest of the page to be left aside. */
const MAIN_SHARE = 0.8;

/** Descends as long as one child holds nearly all text and no sibling has words of a document. */
export function mainPart(root: Element, measures: Map<Node, Measures>): Element {
  let current = root;
  // Of the whole page, not of the part reached: little by little, everything could be left behind.
  const total = measures.get(root)?.text ?? 0;
  for (;;) {
    const children = current.childNodes.filter(isElement).filter((child) => !isFurniture(child, measures));
    const main = children.find((child) => (measures.get(child)?.text ?? 0) >= total * MAIN_SHARE);
    if (!main || /^(table|tbody|tr|td|p|ul|ol|li|pre)$/.test(main.tagName)) return current;
    const others = current.childNodes.filter((node) => node !== main);
    if (others.some((node) => measures.get(node)?.hasDocumentWords)) return current;
    current = main;
  }
}
