/** Writes a delivery status notification (RFC 3464) as a receiving server returns it for a dead address. */

export interface DsnInput {
  /** Message-Id of the mail that is returned, angle brackets included. */
  originalMessageId: string;
  originalHeaders: string;
  recipient: string;
  returnTo: string;
  status: string;
  diagnostic: string;
  /** ISO 8601. */
  at: string;
}

export function buildDsn(input: DsnInput): string {
  const boundary = `dsn-${input.originalMessageId.replace(/[^a-z0-9]/gi, '').slice(0, 40)}`;
  return [
    'From: Mail Delivery System <MAILER-DAEMON@hop-thu.local>',
    `To: ${input.returnTo}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${new Date(input.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${boundary}@hop-thu.local>`,
    `In-Reply-To: ${input.originalMessageId}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `<${input.recipient}>: ${input.diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; hop-thu.local',
    '',
    `Final-Recipient: rfc822; ${input.recipient}`,
    'Action: failed',
    `Status: ${input.status}`,
    `Diagnostic-Code: smtp; ${input.diagnostic}`,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    input.originalHeaders,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
