/** Mail as people get it: what is queued leaves through the real sender and lands with a recording channel. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { createActivities } from '../../activities';
import type { OutboundMessage } from '../../channels/channel';
import { createRecordingChannel } from '../../channels/recording';
import { quietEngine } from '../outbox/desk';
import type { Portal } from './portal';

/** Sends everything that is due now. `publicUrl`: where the links in the mails lead. */
export async function sendMail(portal: Portal, publicUrl: string): Promise<readonly OutboundMessage[]> {
  const { db, register, options, clock } = portal;
  const email = createRecordingChannel('email');
  const { drainOutbox } = createActivities({
    db,
    engine: quietEngine,
    channels: { email, zalo: createRecordingChannel('zalo') },
    compose: { publicUrl, linkSecret: options.linkSecret },
    zaloTemplateId: null,
    zaloTokens: null,
    messagesPerMinute: 1_000,
  });
  const { organizationId } = register;
  const run = { workflowId: `dispatch/${organizationId}`, runId: 'run-1' };
  const environment = new MockActivityEnvironment({ attempt: 1, activityId: '1', workflowExecution: run });
  await environment.run(drainOutbox, { organizationId, asOf: clock.now().toISOString() });
  return email.delivered;
}

/** The link in the mail to this address; the newest where there are several. */
export function linkIn(mails: readonly OutboundMessage[], to: string): string {
  const mail = mails.findLast((message) => message.to.channel === 'email' && message.to.address === to);
  const link = /https?:\/\/\S+\/[bl]\/[\w.-]+/.exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`no link in a mail to ${to}; mails: ${mails.map(({ key }) => key).join(', ')}`);
  return link;
}
