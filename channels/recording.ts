/** A channel that keeps what it is given and answers what it is told to: for dry runs and tests. */
import type {
  Channel,
  ChannelName,
  OutboundMessage,
  Reconciled,
  SendResult,
  UnknownOutcome,
} from './channel';

export type ScriptedAnswer = SendResult | ((message: OutboundMessage) => SendResult | Promise<SendResult>);

export interface RecordingChannel extends Channel {
  /** Every attempt, in order. */
  readonly attempts: readonly OutboundMessage[];
  /** What a person would have received: accepted attempts, and unknown ones declared as delivered. */
  readonly delivered: readonly OutboundMessage[];
  /** Queues answers for the next attempts; when the queue is empty everything is sent. */
  answerNext(...answers: ScriptedAnswer[]): void;
  /** The next attempt has an unknown outcome; `delivered` says what really happened to it. */
  loseNextAnswer(delivered: boolean): void;
  reconcile(message: OutboundMessage): Promise<Reconciled>;
  clear(): void;
}

export function createRecordingChannel(name: ChannelName): RecordingChannel {
  const attempts: OutboundMessage[] = [];
  const delivered: OutboundMessage[] = [];
  const answers: ScriptedAnswer[] = [];
  const route = name === 'email' ? 'email' : 'zalo_text';
  const providerId = (message: OutboundMessage): string => `recorded:${message.key}`;

  return {
    name,
    attempts,
    delivered,
    answerNext: (...next) => void answers.push(...next),
    loseNextAnswer(wasDelivered) {
      answers.push((message) => {
        if (wasDelivered) delivered.push(message);
        const lost: UnknownOutcome = {
          outcome: 'unknown',
          code: 'RECORDED-LOST',
          reasonVi: 'Mất trả lời sau khi gửi (thử nghiệm)',
          route,
        };
        return lost;
      });
    },
    async send(message) {
      if (message.to.channel !== name)
        throw new Error(`Recording ${name} channel was given a route of another channel`);
      attempts.push(message);
      const answer = answers.shift();
      const result: SendResult =
        answer === undefined
          ? { outcome: 'sent', providerId: providerId(message), acceptedAt: message.asOf, route }
          : typeof answer === 'function'
            ? await answer(message)
            : answer;
      if (result.outcome === 'sent') delivered.push(message);
      return result;
    },
    async reconcile(message) {
      const found = delivered.find((one) => one.key === message.key);
      return found
        ? { found: 'yes', providerId: providerId(found), acceptedAt: found.asOf }
        : { found: 'no' };
    },
    clear() {
      attempts.length = 0;
      delivered.length = 0;
      answers.length = 0;
    },
  };
}
