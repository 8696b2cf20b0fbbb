// Bytes of a plain text file to a string: byte order marks, UTF-8, UTF-16 without a mark, Windows-1258, TCVN3 and VNI.

import type { IntakeWarning } from '../../model';
import { DocumentError } from '../errors';
import { convertLegacy, detectLegacy } from './legacy';
import { plausibility } from './syllable';
import { decodeWestern } from './western';

export interface Decoded {
  text: string;
  encoding: string;
  warnings: IntakeWarning[];
}

const LEGACY_NAMES = { TCVN3: 'TCVN3 (ABC)', VNI: 'VNI' } as const;

export function legacyWarning(encoding: keyof typeof LEGACY_NAMES): IntakeWarning {
  return {
    code: 'LEGACY_ENCODING',
    message: `Văn bản dùng bảng mã cũ ${LEGACY_NAMES[encoding]}; đã chuyển sang Unicode. Hãy đối chiếu tên riêng và số hiệu với bản gốc.`,
  };
}

/** UTF-16 text without a mark shows as a zero in every other byte where the letters are ASCII. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = Math.min(bytes.length, 4_096) & ~1;
  if (sample < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = sample / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.05) return 'utf-16be';
  return null;
}

function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Single-byte text: the reading with the most possible Vietnamese words wins. */
function singleByte(bytes: Uint8Array): Decoded {
  const western = decodeWestern(bytes);
  const legacy = detectLegacy(western);
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  const converted = legacy ? convertLegacy(western, legacy) : western;
  if (legacy && plausibility(converted).share >= plausibility(vietnamese).share) {
    return { text: converted, encoding: legacy, warnings: [legacyWarning(legacy)] };
  }
  const share = plausibility(vietnamese).share;
  const warning: IntakeWarning =
    share > 0.7
      ? { code: 'LEGACY_ENCODING', message: 'Văn bản dùng bảng mã Windows-1258; đã chuyển sang Unicode.' }
      : {
          code: 'UNKNOWN_ENCODING',
          message:
            'Không nhận ra bảng mã của văn bản, chữ có thể bị sai dấu. Hãy lưu lại bằng Unicode (UTF-8) rồi tải lên.',
        };
  return { text: vietnamese, encoding: 'windows-1258', warnings: [warning] };
}

/** Decodes a text file. Unicode text whose characters are a font encoding pasted as they were is converted too. */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : utf16WithoutMark(bytes);
  if (marked) return unicode(new TextDecoder(marked).decode(bytes), marked);
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null) return unicode(utf8, 'utf-8');
  // A few damaged bytes in a UTF-8 file must not turn the whole file into another encoding.
  const lossy = new TextDecoder('utf-8').decode(bytes);
  const broken = lossy.split('\ufffd').length - 1;
  if (broken * 50 < lossy.length && plausibility(lossy).share > 0.6) {
    return {
      text: lossy,
      encoding: 'utf-8',
      warnings: [
        {
          code: 'BROKEN_CHARACTERS',
          message: `Văn bản có ${broken} ký tự hỏng (hiện là “\ufffd”). Hãy đối chiếu các chỗ đó với bản gốc.`,
        },
      ],
    };
  }
  return singleByte(bytes);
}

function unicode(text: string, encoding: string): Decoded {
  const clean = text.replace(/^\ufeff/, '');
  const legacy = detectLegacy(clean);
  if (!legacy) return { text: clean, encoding, warnings: [] };
  return { text: convertLegacy(clean, legacy), encoding: legacy, warnings: [legacyWarning(legacy)] };
}

/** Share of control characters above which bytes are not text at all. */
const MAX_CONTROL_SHARE = 0.05;

/** Refuses binary data that came through as text. */
export function assertText(text: string): void {
  const sample = text.slice(0, 20_000);
  let control = 0;
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i);
    if (
      (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 11) ||
      code === 0xfffd
    )
      control++;
  }
  if (control > Math.max(2, sample.length * MAX_CONTROL_SHARE)) throw new DocumentError('UNKNOWN_FORMAT');
}
