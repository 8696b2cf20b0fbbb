/** SMTP failures and what they mean, as a table. */
import { describe, expect, it } from 'vitest';
import { classifySmtpFailure, enhancedStatus, type SmtpFailure } from './classify';

const reply = (responseCode: number, command: string, status = ''): SmtpFailure => ({
  code: command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE',
  responseCode,
  command,
  response: `${responseCode} ${status ? `${status} ` : ''}some words`,
  dataStarted: false,
});

describe('classification of SMTP failures', () => {
  it.each([
    ['dead address', reply(550, 'RCPT TO', '5.1.1'), 'flag_address'],
    ['dead address without enhanced status', reply(550, 'RCPT TO'), 'flag_address'],
    ['disabled mailbox', reply(554, 'RCPT TO', '5.2.1'), 'flag_address'],
    ['relaying denied is our problem, not the address', reply(550, 'RCPT TO', '5.7.1'), 'other_channel'],
    ['mailbox full for good', reply(552, 'RCPT TO', '5.2.2'), 'other_channel'],
    ['sender refused', reply(550, 'MAIL FROM', '5.7.1'), 'stop_channel'],
    ['log-in needed', reply(530, 'MAIL FROM', '5.7.0'), 'stop_channel'],
    ['wrong password', { ...reply(535, 'AUTH PLAIN', '5.7.8'), code: 'EAUTH' }, 'stop_channel'],
    ['greeting refused', { ...reply(554, 'CONN'), code: 'EPROTOCOL' }, 'stop_channel'],
    ['content refused', reply(554, 'DATA', '5.6.0'), 'other_channel'],
    ['too big', reply(552, 'DATA', '5.3.4'), 'bug'],
    ['no password configured', { code: 'EAUTH', command: 'API', dataStarted: false }, 'stop_channel'],
    ['malformed address', { code: 'EENVELOPE', command: 'API', dataStarted: false }, 'flag_address'],
    [
      'expired certificate',
      { code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED', dataStarted: false },
      'stop_channel',
    ],
  ] as const)('%s', (_name, failure, next) => {
    expect(classifySmtpFailure(failure)).toMatchObject({ outcome: 'refused', permanent: true, next });
  });

  it.each([
    ['greylisting waits five minutes', reply(451, 'RCPT TO', '4.7.1'), 300_000],
    ['storage', reply(452, 'RCPT TO', '4.2.2'), 900_000],
    ['service closing', reply(421, 'CONN'), 60_000],
    ['temporary authentication failure', { ...reply(454, 'AUTH PLAIN'), code: 'EAUTH' }, 60_000],
    ['out of step', reply(503, 'RCPT TO'), 60_000],
    [
      'cannot connect',
      { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN', dataStarted: false },
      60_000,
    ],
    [
      'name not found',
      { code: 'EDNS', originalCode: 'ENOTFOUND', command: 'CONN', dataStarted: false },
      60_000,
    ],
  ] as const)('%s', (_name, failure, retryAfterMs) => {
    expect(classifySmtpFailure(failure)).toMatchObject({ outcome: 'later', retryAfterMs });
  });

  it('B62 a connection lost after the message was started is unknown, before it is not', () => {
    const lost = { code: 'ECONNECTION', command: 'CONN' };
    expect(classifySmtpFailure({ ...lost, dataStarted: true }).outcome).toBe('unknown');
    expect(classifySmtpFailure({ ...lost, dataStarted: false }).outcome).toBe('later');
  });

  it('a temporary answer to DATA is not unknown', () => {
    expect(classifySmtpFailure({ ...reply(451, 'DATA'), dataStarted: true }).outcome).toBe('later');
  });

  it('reads the enhanced status only where it stands', () => {
    expect(enhancedStatus('550-5.1.1 no such user')).toBe('5.1.1');
    expect(enhancedStatus('550 see 5.1.1 for help')).toBe('');
  });
});
