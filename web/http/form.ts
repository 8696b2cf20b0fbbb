/** Reads a submitted form with a limit, so that one file too large neither fills memory nor loses what was typed. */

export interface UploadedFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface ReadForm {
  /** Every value of a text field, in order. */
  all(name: string): string[];
  /** First value, trimmed; '' where the field is absent. */
  text(name: string): string;
  /** First value as typed, line ends as '\n'; '' where absent. */
  raw(name: string): string;
  names(): string[];
  /** Files that were really chosen (browsers send an empty part for an untouched file field). */
  files(name: string): UploadedFile[];
  /** The body went over the limit: text fields before the file are kept, the file is not. */
  tooLarge: boolean;
}

/** Text fields of an oversized form are looked for in this much of its head: they stand before the file in our forms. */
const HEAD_BYTES = 2 * 1024 * 1024;
/** A body is read to its end so that the browser gets the answer instead of a broken connection, but not for ever. */
const DRAIN_BYTES = 300 * 1024 * 1024;

async function readBody(request: Request, limit: number): Promise<{ bytes: Uint8Array; tooLarge: boolean }> {
  if (!request.body) return { bytes: new Uint8Array(), tooLarge: false };
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let total = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.byteLength;
    if (total <= limit) {
      chunks.push(value);
      kept += value.byteLength;
    } else if (kept < HEAD_BYTES) {
      chunks.push(value.subarray(0, HEAD_BYTES - kept));
      kept = Math.min(HEAD_BYTES, kept + value.byteLength);
    }
    if (total > DRAIN_BYTES) {
      await reader.cancel();
      break;
    }
  }
  const whole = Buffer.concat(chunks);
  const tooLarge = total > limit;
  return { bytes: tooLarge ? whole.subarray(0, HEAD_BYTES) : whole, tooLarge };
}

/** Closes a multipart body that was cut off, so that the parts before the cut can be read. */
function closeMultipart(bytes: Uint8Array, contentType: string): Uint8Array {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  return boundary ? Buffer.concat([bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]) : bytes;
}

export async function readForm(request: Request, limit: number): Promise<ReadForm> {
  const contentType = request.headers.get('content-type') ?? '';
  const { bytes, tooLarge } = await readBody(request, limit);
  const isForm = /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType);
  if (!isForm || bytes.byteLength === 0) return formOf([], [], tooLarge);
  const body = tooLarge ? closeMultipart(bytes, contentType) : bytes;
  const data = await new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => new FormData());
  const texts: [string, string][] = [];
  const files: [string, UploadedFile][] = [];
  for (const [name, value] of data.entries()) {
    if (typeof value === 'string') texts.push([name, value]);
    else if (!tooLarge && (value.name !== '' || value.size > 0)) {
      files.push([
        name,
        { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) },
      ]);
    }
  }
  return formOf(texts, files, tooLarge);
}

export function formOf(
  texts: readonly (readonly [string, string])[],
  files: readonly (readonly [string, UploadedFile])[] = [],
  tooLarge = false,
): ReadForm {
  const raw = (name: string): string =>
    texts
      .find(([key]) => key === name)?.[1]
      .replace(/\r\n?/g, '\n')
      .normalize('NFC') ?? '';
  return {
    all: (name) => texts.filter(([key]) => key === name).map(([, value]) => value.normalize('NFC').trim()),
    text: (name) => raw(name).trim(),
    raw,
    names: () => [...new Set(texts.map(([key]) => key))],
    files: (name) => files.filter(([key]) => key === name).map(([, file]) => file),
    tooLarge,
  };
}
