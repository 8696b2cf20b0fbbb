// Damages documents: bytes, blocks, and the parts inside packages. Seeded, so that every find can be run again.

import { unzipSync, zipSync } from 'fflate';
import { shuffleElements, tearMarkup } from './mutate-markup';
import { pick } from './seeded';

type Random = () => number;
type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** A line may grow to a megabyte, not a file to gigabytes. */
const LONGEST_LINE = 1_000_000;

function repeated(line: string, times: number): string {
  return line.repeat(Math.max(1, Math.min(times, Math.floor(LONGEST_LINE / (line.length + 1)))));
}

const upTo = (random: Random, most: number): number => Math.floor(random() * most);

function splice(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length - remove + insert.length);
  out.set(bytes.subarray(0, at));
  out.set(insert, at);
  out.set(bytes.subarray(at + remove), at + insert.length);
  return out;
}

const BYTES: Mutation[] = [
  function flipBits(bytes, random) {
    const out = bytes.slice();
    for (let i = 1 + upTo(random, 48); i > 0; i--) {
      const at = upTo(random, out.length);
      out[at] = (out[at] ?? 0) ^ (1 << upTo(random, 8));
    }
    return out;
  },
  function setBytes(bytes, random) {
    const out = bytes.slice();
    for (let i = 1 + upTo(random, 16); i > 0; i--)
      out[upTo(random, out.length)] = pick(random, [0, 1, 0x7f, 0x80, 0xff]);
    return out;
  },
  function setWords(bytes, random) {
    const out = bytes.slice();
    const view = new DataView(out.buffer);
    for (let i = 1 + upTo(random, 4); i > 0 && out.length > 4; i--) {
      view.setUint32(
        upTo(random, out.length - 4),
        pick(random, [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe]),
        true,
      );
    }
    return out;
  },
  function truncate(bytes, random) {
    return bytes.slice(0, upTo(random, bytes.length));
  },
  function dropRange(bytes, random) {
    const at = upTo(random, bytes.length);
    return splice(bytes, at, upTo(random, Math.min(2_000, bytes.length - at)), new Uint8Array());
  },
  function repeatRange(bytes, random) {
    const at = upTo(random, bytes.length);
    const part = bytes.subarray(at, at + upTo(random, 3_000));
    return splice(bytes, at, 0, part);
  },
  function shuffleBlocks(bytes, random) {
    const size = pick(random, [64, 512, 4_096]);
    const count = Math.ceil(bytes.length / size);
    const out = bytes.slice();
    for (let i = 1 + upTo(random, 6); i > 0; i--) {
      const [a, b] = [upTo(random, count) * size, upTo(random, count) * size];
      const part = out.slice(a, a + size);
      out.copyWithin(a, b, b + size);
      out.set(part.subarray(0, Math.max(0, out.length - b)), b);
    }
    return out;
  },
  function insertJunk(bytes, random) {
    const junk = Uint8Array.from({ length: 1 + upTo(random, 400) }, () => upTo(random, 256));
    return splice(bytes, upTo(random, bytes.length), 0, junk);
  },
];

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Torn markup ends at the parser; whole elements moved about reach what is behind it. */
const mutateMarkup = (text: string, random: Random): string =>
  random() < 0.3 ? tearMarkup(text, random) : shuffleElements(text, random);

const packages = new WeakMap<Uint8Array, Record<string, Uint8Array>>();

/** A sample is damaged thousands of times: it is unpacked once. */
function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  const files = packages.get(bytes) ?? unzipSync(bytes);
  packages.set(bytes, files);
  return files;
}

/** Damage inside a package: what a zip checksum would hide from damage outside. */
function mutatePackage(bytes: Uint8Array, random: Random): Uint8Array {
  const files = { ...unpacked(bytes) };
  const names = Object.keys(files).filter((name) => name.endsWith('.xml') || name.endsWith('.rels'));
  const name = random() < 0.6 ? 'word/document.xml' : pick(random, names);
  const part = files[name];
  if (!part) return bytes;
  const markup = random() < 0.8;
  const damaged = markup
    ? encoder.encode(mutateMarkup(decoder.decode(part), random))
    : pick(random, BYTES)(part, random);
  files[name] = new Uint8Array(damaged);
  if (random() < 0.05) delete files[pick(random, names)];
  return zipSync(files, { level: 0 });
}

function mutateText(bytes: Uint8Array, random: Random): Uint8Array {
  const lines = decoder.decode(bytes).split('\n');
  for (let i = 1 + upTo(random, 8); i > 0; i--) {
    const at = upTo(random, lines.length);
    const line = lines[at] ?? '';
    const kind = upTo(random, 6);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(at, 0, ...lines.slice(at, at + upTo(random, 40)));
    else if (kind === 2) lines[at] = repeated(line, 1 + upTo(random, 300));
    else if (kind === 3) lines[at] = line.normalize('NFD');
    else if (kind === 4) lines[at] = line.replaceAll(' ', pick(random, ['\u00a0', '\u200b', '\t', '|', '']));
    else lines[at] = `${line}${pick(random, ['\u202e', '\ufffd', '|', '**', '```', '\0', '\f', '\ud800'])}`;
  }
  return encoder.encode(lines.join('\n'));
}

/** A file of lines that are commands (an uncompressed PDF, RTF): lines moved about, numbers made absurd. */
function mutateCommands(bytes: Uint8Array, random: Random): Uint8Array {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  for (let i = 1 + upTo(random, 8); i > 0; i--) {
    const at = upTo(random, lines.length);
    const kind = upTo(random, 4);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1)
      lines.splice(upTo(random, lines.length), 0, ...lines.slice(at, at + upTo(random, 20)));
    else if (kind === 2) lines[at] = repeated(lines[at] ?? '', 1 + upTo(random, 200));
    else
      lines[at] = (lines[at] ?? '').replace(/-?\d+(\.\d+)?/g, (number) =>
        random() < 0.6 ? number : pick(random, ['0', '-1', '1e9', '99999', '0.0001', '2147483648']),
      );
  }
  return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
}

export type Sample = {
  name: string;
  bytes: Uint8Array;
  kind: 'zip' | 'markup' | 'text' | 'commands' | 'binary';
};

/** One damaged version of a sample, sometimes damaged twice, sometimes joined with another file. */
export function mutate(sample: Sample, others: Sample[], random: Random): Uint8Array {
  let bytes: Uint8Array = sample.bytes;
  const inside = random() < 0.6;
  if (inside && sample.kind === 'zip') bytes = mutatePackage(bytes, random);
  else if (inside && sample.kind === 'markup')
    bytes = encoder.encode(mutateMarkup(decoder.decode(bytes), random));
  else if (inside && sample.kind === 'text') bytes = mutateText(bytes, random);
  else if (inside && sample.kind === 'commands') bytes = mutateCommands(bytes, random);
  else bytes = pick(random, BYTES)(bytes, random);
  if (random() < 0.08 && bytes.length > 0) bytes = pick(random, BYTES)(bytes, random);
  if (random() < 0.03) {
    const other = pick(random, others).bytes;
    bytes = splice(bytes, upTo(random, bytes.length), 0, other.subarray(upTo(random, other.length)));
  }
  return bytes;
}
