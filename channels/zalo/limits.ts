/** Zalo's limits on texts and buttons, measured as Zalo measures them: code points of the NFC form. */

export const TEXT_MAX = 2_000;
export const BUTTON_TITLE_MAX = 100;
export const BUTTON_PAYLOAD_MAX = 1_000;
/** Zalo says 5, its own SDK refuses after 4 or 5. */
export const BUTTONS_MAX = 4;
export const TRACKING_ID_MAX = 48;
export const LIST_COUNT_MAX = 50;
export const CONVERSATION_COUNT_MAX = 10;

export const codePoints = (text: string): number => [...text].length;
export const nfc = (text: string): string => text.normalize('NFC');

/** `[@id]` mentions people in a group; text that came from people must not. */
export const withoutMentions = (text: string): string => text.replace(/\[@[^\]]*\]/g, '');

export function shorten(text: string, max: number): string {
  const points = [...text];
  return points.length <= max
    ? text
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
