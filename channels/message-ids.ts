/** Ids that providers see, derived from a message's domain key so that every retry carries the same ones. */
import { createHash } from 'node:crypto';

const digest = (purpose: string, key: string): Buffer =>
  createHash('sha256').update(`${purpose}\n${key}`, 'utf8').digest();

/** Crockford's alphabet: no I, L, O, U, so a code can be read out over the telephone. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 8;

/** RFC 5322 Message-Id, angle brackets included. The key itself never appears: it holds ids of people's contacts. */
export function messageIdFor(key: string, domain: string): string {
  return `<dd.${digest('message-id', key).toString('hex').slice(0, 40)}@${domain}>`;
}

/** Short code printed in a Zalo text, by which the text is found again in the conversation (40 bits). */
export function shortCodeFor(key: string): string {
  const bytes = digest('short-code', key);
  let code = '';
  for (let i = 0; i < CODE_LENGTH; i++) code += CODE_ALPHABET.charAt((bytes[i] ?? 0) & 31);
  return code;
}

/** Tracking id of a template message by phone: Zalo allows 48 characters, none of them special. */
export function trackingIdFor(key: string): string {
  return `dd${digest('tracking-id', key).toString('hex').slice(0, 40)}`;
}
