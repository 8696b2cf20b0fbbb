/** Checks on what we are about to send, so that Zalo's documented limits are met before a call is spent. */
import {
  BUTTON_PAYLOAD_MAX,
  BUTTON_TITLE_MAX,
  BUTTONS_MAX,
  codePoints,
  nfc,
  TEXT_MAX,
  TRACKING_ID_MAX,
} from './limits';
import { normalizeVnPhone } from './phone';
import type { ZaloFailure } from './types';

export type ButtonInput =
  | { kind: 'open_url'; title: string; url: string }
  /** Pressing it makes the person send `payload` and reopens the 48-hour window. */
  | { kind: 'reply'; title: string; payload: string };

export function checkText(text: string): string | undefined {
  if (text.trim() === '') return 'text is empty';
  const length = codePoints(text);
  return length > TEXT_MAX ? `text has ${length} code points, limit ${TEXT_MAX}` : undefined;
}

export function checkTrackingId(trackingId: string): string | undefined {
  return trackingId.length <= TRACKING_ID_MAX && /^[A-Za-z0-9_-]+$/.test(trackingId)
    ? undefined
    : `tracking_id must be 1–${TRACKING_ID_MAX} plain characters`;
}

export const checkPhone = normalizeVnPhone;

interface ZaloButton {
  title: string;
  type: 'oa.open.url' | 'oa.query.show';
  payload: string | { url: string };
}

export function buttonsPayload(
  buttons: readonly ButtonInput[],
): { ok: true; buttons: readonly ZaloButton[] } | { ok: false; problem: string } {
  if (buttons.length > BUTTONS_MAX) return { ok: false, problem: `at most ${BUTTONS_MAX} buttons` };
  const made: ZaloButton[] = [];
  for (const button of buttons) {
    const title = nfc(button.title);
    if (title === '' || codePoints(title) > BUTTON_TITLE_MAX)
      return { ok: false, problem: 'button title length' };
    if (button.kind === 'open_url') {
      if (!/^https?:\/\//.test(button.url)) return { ok: false, problem: 'button url' };
      made.push({ title, type: 'oa.open.url', payload: { url: button.url } });
    } else {
      const payload = nfc(button.payload);
      if (payload === '' || codePoints(payload) > BUTTON_PAYLOAD_MAX)
        return { ok: false, problem: 'button payload length' };
      made.push({ title, type: 'oa.query.show', payload });
    }
  }
  return { ok: true, buttons: made };
}

export function invalid(surface: 'oa' | 'business', problem: string): ZaloFailure {
  return {
    ok: false,
    surface,
    code: 'INVALID_INPUT',
    zaloMessage: problem,
    class: 'BUG',
    httpStatus: 0,
    raw: null,
  };
}
