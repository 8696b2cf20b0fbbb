// Compound file (OLE) container of the old Word format: streams by name, every chain bounded by the size of the file.

import { DocumentError } from '../errors';

const DIRECTORY_ENTRY = 128;
/** Kind of a directory entry. */
const STREAM = 2;
const END_OF_CHAIN = 0xfffffffa;

export class CompoundFile {
  private readonly data: DataView;
  private readonly sectorSize: number;
  private readonly fat: number[] = [];
  private miniFat: number[] = [];
  private miniStream = new Uint8Array();
  private readonly miniCutoff: number;
  private readonly entries = new Map<string, { start: number; size: number }>();

  constructor(private readonly bytes: Uint8Array) {
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 512) throw new DocumentError('DAMAGED', 'Word');
    const shift = this.data.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new DocumentError('DAMAGED', 'Word');
    this.sectorSize = 1 << shift;
    this.miniCutoff = this.data.getUint32(56, true);
    this.readFat();
    this.readDirectory();
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The whole stream, or null when there is none of that name. */
  stream(name: string): Uint8Array | null {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return null;
    if (entry.size >= this.miniCutoff) return this.chain(entry.start).subarray(0, entry.size);
    const out = new Uint8Array(Math.min(entry.size, this.miniStream.length));
    let sector = entry.start;
    for (let at = 0; at < out.length && sector < END_OF_CHAIN; at += 64) {
      out.set(this.miniStream.subarray(sector * 64, sector * 64 + Math.min(64, out.length - at)), at);
      sector = this.miniFat[sector] ?? END_OF_CHAIN;
    }
    return out;
  }

  private sector(index: number): Uint8Array {
    const start = (index + 1) * this.sectorSize;
    return this.bytes.subarray(start, start + this.sectorSize);
  }

  private readFat(): void {
    const sectors: number[] = [];
    for (let i = 0; i < 109; i++) sectors.push(this.data.getUint32(76 + i * 4, true));
    let next = this.data.getUint32(68, true);
    const perSector = this.sectorSize / 4;
    for (let guard = 0; next < END_OF_CHAIN && guard < 1_000; guard++) {
      const words = this.words(this.sector(next));
      sectors.push(...words.slice(0, perSector - 1));
      next = words[perSector - 1] ?? END_OF_CHAIN;
    }
    const limit = Math.ceil(this.bytes.length / this.sectorSize);
    for (const sector of sectors) {
      if (sector >= END_OF_CHAIN || this.fat.length > limit + perSector) continue;
      for (const word of this.words(this.sector(sector))) this.fat.push(word);
    }
  }

  private words(bytes: Uint8Array): number[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(i * 4, true));
  }

  /** Bytes of a chain of sectors; a loop ends at the size of the file. */
  private chain(start: number): Uint8Array {
    const parts: Uint8Array[] = [];
    const limit = Math.ceil(this.bytes.length / this.sectorSize);
    let length = 0;
    for (
      let sector = start;
      sector < END_OF_CHAIN && parts.length <= limit;
      sector = this.fat[sector] ?? END_OF_CHAIN
    ) {
      const part = this.sector(sector);
      if (part.length === 0) break;
      parts.push(part);
      length += part.length;
    }
    const out = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }

  /** Only the streams of the root: embedded objects keep documents of their own in storages below. */
  private readDirectory(): void {
    const directory = this.chain(this.data.getUint32(48, true));
    const view = new DataView(directory.buffer);
    const count = Math.floor(directory.length / DIRECTORY_ENTRY);
    if (count === 0) throw new DocumentError('DAMAGED', 'Word');
    const word = (index: number, at: number) => view.getUint32(index * DIRECTORY_ENTRY + at, true);
    const seen = new Set<number>([0]);
    const open = [word(0, 76)];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (index >= count || seen.has(index)) continue;
      seen.add(index);
      open.push(word(index, 68), word(index, 72));
      const at = index * DIRECTORY_ENTRY;
      const length = Math.min(64, view.getUint16(at + 64, true));
      if (directory[at + 66] !== STREAM || length < 2) continue;
      const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + length - 2));
      this.entries.set(name.toLowerCase(), { start: word(index, 116), size: word(index, 120) });
    }
    this.miniStream = new Uint8Array(this.chain(word(0, 116)));
    this.miniFat = this.words(this.chain(this.data.getUint32(60, true)));
  }
}
