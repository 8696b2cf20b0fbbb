/** The webhook bodies that messages and people cause. */
import { isoInstant } from '../../../domain/time';
import type { Webhooks } from './webhooks';
import type { DeliveredMessage, SimUser, World } from './world';

export interface Events {
  follow(user: SimUser, following: boolean): void;
  /** The person wrote; a pressed reply button does the same with the button's payload. */
  wrote(user: SimUser, text: string): string;
  sent(message: DeliveredMessage, user: SimUser): void;
  received(message: DeliveredMessage, user: SimUser): void;
  seen(user: SimUser): void;
  submittedInfo(user: SimUser, info: { name: string; phone: string; address: string }): void;
  withdrew(user: SimUser): void;
}

export function createEvents(world: World, webhooks: Webhooks): Events {
  const emit = (body: Record<string, unknown>, headers?: Record<string, string>): void => {
    webhooks.emit({ app_id: world.app.id, ...body, timestamp: String(world.nowMs()) }, headers);
  };
  const fromUser = (user: SimUser) => ({
    sender: { id: user.id },
    user_id_by_app: user.idByApp,
    recipient: { id: world.oa.id },
  });
  const fromOa = (recipient: string) => ({ sender: { id: world.oa.id }, recipient: { id: recipient } });

  return {
    follow(user, following) {
      emit({
        oa_id: world.oa.id,
        follower: { id: user.id },
        user_id_by_app: user.idByApp,
        event_name: following ? 'follow' : 'unfollow',
        source: 'oa_profile',
      });
    },
    wrote(user, text) {
      const messageId = world.nextId('message');
      world.conversation.unshift({ userId: user.id, fromUser: true, atMs: world.nowMs(), text, messageId });
      emit({ ...fromUser(user), event_name: 'user_send_text', message: { text, msg_id: messageId } });
      return messageId;
    },
    sent(message, user) {
      if (message.kind === 'template_phone') return;
      const name =
        message.kind === 'file'
          ? 'oa_send_file'
          : message.kind === 'image'
            ? 'oa_send_image'
            : 'oa_send_text';
      emit({
        ...fromOa(user.id),
        user_id_by_app: user.idByApp,
        event_name: name,
        message: { msg_id: message.messageId, ...(message.text === undefined ? {} : { text: message.text }) },
      });
    },
    received(message, user) {
      message.receivedAt = isoInstant(world.clock.now());
      if (message.kind === 'template_phone') {
        const body = {
          ...fromOa(message.phone ?? ''),
          event_name: 'user_received_message',
          message: {
            delivery_time: String(world.nowMs()),
            msg_id: message.messageId,
            tracking_id: message.trackingId ?? '',
          },
        };
        emit(body, { 'X-ZEvent-Server': 'ZNS' });
        return;
      }
      emit({
        ...fromOa(user.id),
        event_name: 'user_received_message',
        message: { msg_id: message.messageId },
      });
    },
    seen(user) {
      const unseen = world.outbox.filter((one) => one.userId === user.id && one.receivedAt && !one.seenAt);
      if (unseen.length === 0) return;
      for (const one of unseen) one.seenAt = isoInstant(world.clock.now());
      emit({
        ...fromOa(user.id),
        event_name: 'user_seen_message',
        message: { msg_ids: unseen.map((one) => one.messageId) },
      });
    },
    submittedInfo(user, { name, phone, address }) {
      emit({
        ...fromUser(user),
        event_name: 'user_submit_info',
        info: {
          name,
          phone,
          user_dob: '',
          gender: '',
          full_address: { user_city: '', user_ward: '', user_address: address },
        },
      });
    },
    withdrew(user) {
      emit({ user_id: user.id, user_id_by_app: user.idByApp, event_name: 'user_withdraw' });
    },
  };
}
