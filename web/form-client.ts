/** A browser without a screen: keeps cookies, reads forms from pages and sends them back. The demo's people act through it. */
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

type Element = Tree.Element;
type Node = Tree.ChildNode | Tree.Document;

export interface PageForm {
  action: string;
  method: string;
  multipart: boolean;
  /** Successful controls as the page came: hidden fields, typed texts, chosen options; buttons are not in it. */
  fields: [string, string][];
  /** Names (with values) of the form's submit buttons, in order. */
  buttons: { name: string; value: string; text: string }[];
}

export interface Page {
  status: number;
  /** Address after redirects. */
  url: string;
  html: string;
  /** Visible text, white space folded. */
  text: string;
  forms: PageForm[];
  links: { href: string; text: string }[];
}

export interface FileValue {
  name: string;
  type: string;
  bytes: Uint8Array;
}

const MAX_REDIRECTS = 5;

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((candidate) => candidate.name === name)?.value;

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}

function textOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  if ('tagName' in node && (node.tagName === 'script' || node.tagName === 'style')) return '';
  return 'childNodes' in node ? node.childNodes.map(textOf).join(' ') : '';
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

function readForms(document: Tree.Document): PageForm[] {
  return [...elements(document)].filter(({ tagName }) => tagName === 'form').map(readForm);
}

function readForm(form: Element): PageForm {
  const fields: [string, string][] = [];
  const buttons: PageForm['buttons'] = [];
  for (const element of elements(form)) {
    const name = attribute(element, 'name') ?? '';
    const value = attribute(element, 'value');
    const type = attribute(element, 'type') ?? 'text';
    if (element.tagName === 'button')
      buttons.push({ name, value: value ?? '', text: folded(textOf(element)) });
    else if (name === '') continue;
    else if (element.tagName === 'textarea') fields.push([name, textOf(element)]);
    else if (element.tagName === 'select') {
      const options = [...elements(element)].filter(({ tagName }) => tagName === 'option');
      const chosen = options.find((option) => attribute(option, 'selected') !== undefined) ?? options[0];
      if (chosen) fields.push([name, attribute(chosen, 'value') ?? folded(textOf(chosen))]);
    } else if (element.tagName === 'input' && type !== 'file' && type !== 'submit') {
      const isChoice = type === 'checkbox' || type === 'radio';
      if (!isChoice || attribute(element, 'checked') !== undefined)
        fields.push([name, value ?? (isChoice ? 'on' : '')]);
    }
  }
  return {
    action: attribute(form, 'action') ?? '',
    method: (attribute(form, 'method') ?? 'get').toLowerCase(),
    multipart: attribute(form, 'enctype') === 'multipart/form-data',
    fields,
    buttons,
  };
}

export class FormClient {
  readonly #cookies = new Map<string, string>();

  /** @param origin where paths without a host go: 'http://127.0.0.1:43210' */
  constructor(
    private readonly origin: string,
    private readonly send: (request: Request) => Promise<Response> | Response = (request) => fetch(request),
  ) {}

  async get(path: string): Promise<Page> {
    return this.#page(new URL(path, this.origin), { method: 'GET' });
  }

  /** Raw answer of an address, for files. */
  async download(path: string): Promise<Response> {
    return this.#fetch(new URL(path, this.origin), { method: 'GET' });
  }

  /**
   * Sends a form of the page, its own fields filled in and `values` laid over them.
   * @param formAction the form's action as it stands on the page, or its beginning
   * @param values an array sends the field several times; null leaves it out
   */
  async submit(
    page: Page,
    formAction: string,
    values: Record<string, string | string[] | FileValue | null> = {},
  ): Promise<Page> {
    // A page may filter (GET) and change (POST) at one address: the change is meant unless there is none.
    const forms = [...page.forms].sort((a, b) => Number(b.method === 'post') - Number(a.method === 'post'));
    const form =
      forms.find(({ action }) => action === formAction) ??
      forms.find(({ action }) => action.startsWith(formAction));
    if (!form)
      throw new Error(`no form to ${formAction} on ${page.url} (${page.status}): ${page.text.slice(0, 300)}`);
    const entries = form.fields.filter(([name]) => !(name in values));
    const files: [string, FileValue][] = [];
    for (const [name, value] of Object.entries(values)) {
      if (value === null) continue;
      if (typeof value === 'string') entries.push([name, value]);
      else if (Array.isArray(value)) for (const one of value) entries.push([name, one]);
      else files.push([name, value]);
    }
    const url = new URL(form.action, page.url);
    if (form.method === 'get') {
      url.search = new URLSearchParams(entries).toString();
      return this.#page(url, { method: 'GET' });
    }
    return this.#page(url, {
      method: 'POST',
      body: form.multipart ? multipart(entries, files) : new URLSearchParams(entries),
    });
  }

  async #page(url: URL, init: RequestInit): Promise<Page> {
    const response = await this.#fetch(url, init);
    const html = await response.text();
    const document = parse(html);
    const found = [...elements(document)];
    return {
      status: response.status,
      url: response.headers.get('x-final-url') ?? url.href,
      html,
      text: folded(textOf(document)),
      forms: readForms(document),
      links: found
        .filter(({ tagName }) => tagName === 'a')
        .map((link) => ({ href: attribute(link, 'href') ?? '', text: folded(textOf(link)) })),
    };
  }

  async #fetch(url: URL, init: RequestInit, redirects = 0): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) {
      headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    if (init.method === 'POST') headers.set('origin', url.origin);
    const response = await this.send(new Request(url, { ...init, headers, redirect: 'manual' }));
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const gone = /max-age=0/i.test(cookie);
      if (gone) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location && redirects < MAX_REDIRECTS) {
      await response.arrayBuffer();
      return this.#fetch(new URL(location, url), { method: 'GET' }, redirects + 1);
    }
    return withUrl(response, url);
  }
}

/** Keeps the last address with the answer: `Response.url` is empty for answers that did not come over a socket. */
function withUrl(response: Response, url: URL): Response {
  const headers = new Headers(response.headers);
  headers.set('x-final-url', url.href);
  return new Response(response.body, { status: response.status, headers });
}

function multipart(entries: readonly [string, string][], files: readonly [string, FileValue][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  for (const [name, file] of files) {
    data.append(name, new Blob([Uint8Array.from(file.bytes)], { type: file.type }), file.name);
  }
  return data;
}
