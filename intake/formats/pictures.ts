// Size of a picture from its header, read before anything is decoded: a few bytes may declare gigabytes.

export interface PictureSize {
  width: number;
  height: number;
}

/** Start-of-frame markers of JPEG; C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(data: DataView): PictureSize | null {
  let at = 2;
  while (at + 9 < data.byteLength) {
    if (data.getUint8(at) !== 0xff) {
      at++;
      continue;
    }
    const marker = data.getUint8(at + 1);
    if (isFrame(marker)) return { height: data.getUint16(at + 5), width: data.getUint16(at + 7) };
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9))
      at += marker === 0xff ? 1 : 2;
    else at += 2 + Math.max(2, data.getUint16(at + 2));
  }
  return null;
}

function webpSize(data: DataView, kind: string): PictureSize | null {
  if (kind === 'VP8X') return { width: 1 + u24(data, 24), height: 1 + u24(data, 27) };
  if (kind === 'VP8 ')
    return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
  if (kind !== 'VP8L') return null;
  const bits = data.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
}

const u24 = (data: DataView, at: number): number => data.getUint16(at, true) | (data.getUint8(at + 2) << 16);

/** Null when the format keeps its size elsewhere or the header is broken. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 32) return null;
  if (bytes[0] === 0x89) return { width: data.getUint32(16), height: data.getUint32(20) };
  if (bytes[0] === 0xff) return jpegSize(data);
  if (bytes[0] === 0x47) return { width: data.getUint16(6, true), height: data.getUint16(8, true) };
  if (bytes[0] === 0x42) {
    return { width: Math.abs(data.getInt32(18, true)), height: Math.abs(data.getInt32(22, true)) };
  }
  if (bytes[0] === 0x52) return webpSize(data, String.fromCharCode(...bytes.subarray(12, 16)));
  return null;
}
