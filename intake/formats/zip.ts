// Reads the parts of a zip package by its central directory, never unpacking more than the limits allow.

import { inflateRawSync } from 'node:zlib';
import { DocumentError } from './errors';
import type { Limits } from './limits';

export interface ZipEntry {
  name: string;
  method: number;
  flags: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ENCRYPTED_FLAG = 1;
/** End record (22 bytes) plus the longest possible comment. */
const END_SEARCH_BYTES = 22 + 65_535;
/** Small parts compress extremely well without being an attack. */
const RATIO_FREE_BYTES = 1_000_000;

export interface ZipPackage {
  names: string[];
  has(name: string): boolean;
  /** Unpacks one part; null when the package has no such part. */
  read(name: string): Uint8Array | null;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEnd(data: DataView): number {
  const from = Math.max(0, data.byteLength - END_SEARCH_BYTES);
  for (let at = data.byteLength - 22; at >= from; at--) {
    if (data.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function readDirectory(bytes: Uint8Array, limits: Limits, label: string): Map<string, ZipEntry> {
  const data = view(bytes);
  const end = findEnd(data);
  if (end < 0) throw new DocumentError('DAMAGED', label);
  const count = data.getUint16(end + 10, true);
  if (count > limits.maxZipEntries) throw new DocumentError('ZIP_BOMB', label);
  const entries = new Map<string, ZipEntry>();
  let at = data.getUint32(end + 16, true);
  let declared = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || data.getUint32(at, true) !== CENTRAL_SIGNATURE) {
      throw new DocumentError('DAMAGED', label);
    }
    const nameLength = data.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replace(/\\/g, '/');
    const entry: ZipEntry = {
      name,
      flags: data.getUint16(at + 8, true),
      method: data.getUint16(at + 10, true),
      packed: data.getUint32(at + 20, true),
      unpacked: data.getUint32(at + 24, true),
      offset: data.getUint32(at + 42, true),
    };
    declared += entry.unpacked;
    // Pictures are never unpacked, but a package that declares gigabytes is not an office document.
    if (declared > limits.maxUnpackedBytes * 10) throw new DocumentError('ZIP_BOMB', label);
    const key = name.toLowerCase();
    if (!entries.has(key)) entries.set(key, entry);
    at += 46 + nameLength + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
  }
  return entries;
}

/** Opens a package. `label` names the kind of file in error messages ("Word"). */
export function openZip(bytes: Uint8Array, limits: Limits, label: string): ZipPackage {
  const entries = readDirectory(bytes, limits, label);
  let budget = limits.maxUnpackedBytes;

  function unpack(entry: ZipEntry): Uint8Array {
    if (entry.flags & ENCRYPTED_FLAG) throw new DocumentError('ENCRYPTED', label);
    const data = view(bytes);
    if (entry.offset + 30 > bytes.length || data.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
      throw new DocumentError('DAMAGED', label);
    }
    const start =
      entry.offset + 30 + data.getUint16(entry.offset + 26, true) + data.getUint16(entry.offset + 28, true);
    const packed = bytes.subarray(start, start + entry.packed);
    if (packed.length < entry.packed) throw new DocumentError('DAMAGED', label);
    if (entry.method === 0) return packed;
    if (entry.method !== 8) throw new DocumentError('DAMAGED', label);
    const ratioCap = Math.max(RATIO_FREE_BYTES, packed.length * limits.maxZipRatio);
    const cap = Math.min(budget, ratioCap);
    if (entry.unpacked > cap) throw new DocumentError('ZIP_BOMB', label);
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, cap) });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new DocumentError(code === 'ERR_BUFFER_TOO_LARGE' ? 'ZIP_BOMB' : 'DAMAGED', label);
    }
  }

  return {
    names: [...entries.values()].map((entry) => entry.name),
    has: (name) => entries.has(name.toLowerCase()),
    read(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) return null;
      const part = unpack(entry);
      budget -= part.length;
      if (budget < 0) throw new DocumentError('ZIP_BOMB', label);
      return part;
    },
  };
}
