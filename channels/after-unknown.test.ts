/** The written rule for unknown outcomes, and the ids that make it work. */
import { describe, expect, it } from 'vitest';
import { afterUnknown } from './after-unknown';
import { messageIdFor, shortCodeFor, trackingIdFor } from './message-ids';

describe('after an unknown outcome', () => {
  it('B62 e-mail is resent with the same Message-Id, three times, then left for people to see', () => {
    expect([1, 2, 3].map((n) => afterUnknown('email', n).do)).toEqual(['resend', 'resend', 'resend']);
    expect(afterUnknown('email', 4)).toEqual({ do: 'leave_unknown' });
  });

  it('B62 Zalo is never resent before looking, is resent marked once, and then goes by e-mail', () => {
    expect(afterUnknown('zalo', 1)).toMatchObject({ do: 'reconcile', yes: 'sent', no: 'resend_marked' });
    expect(afterUnknown('zalo', 2)).toMatchObject({ do: 'reconcile', yes: 'sent', no: 'other_channel' });
    expect(afterUnknown('zalo', 3)).toMatchObject({ do: 'other_channel', possibleDuplicate: true });
  });
});

describe('ids from the domain key', () => {
  const key = 'obl-1/T-3/contact-9/email/1';

  it('are the same on every retry, differ by key and do not show the key', () => {
    expect(messageIdFor(key, 'xa.example')).toBe(messageIdFor(key, 'xa.example'));
    expect(messageIdFor(key, 'xa.example')).toMatch(/^<dd\.[0-9a-f]{40}@xa\.example>$/);
    expect(messageIdFor(`${key}0`, 'xa.example')).not.toBe(messageIdFor(key, 'xa.example'));
    expect(messageIdFor(key, 'xa.example')).not.toContain('contact');
  });

  it('fit what providers allow', () => {
    expect(trackingIdFor(key)).toMatch(/^[a-z0-9]{1,48}$/);
    expect(shortCodeFor(key)).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  });
});
