/** Word to the administrators that a channel does not work: once a day for each cause, never once for each message (B66). */
import type { ChannelName } from '../channels/channel';
import type { Scope, Tx } from './context';
import { today } from './obligations';
import { queueMessage } from './outbox';
import { staffWith } from './staff';

export interface ChannelAlert {
  /** the provider's code, for whoever mends it */
  code: string;
  /** Vietnamese */
  reason: string;
  /** our own request was wrong: nothing that an administrator of the commune can mend */
  ours: boolean;
}

const NAMES: Record<ChannelName, string> = { email: 'Thư điện tử', zalo: 'Zalo' };

const CARRIED: Record<ChannelName, string> = {
  email: 'Các thư đang chờ và sẽ được gửi khi máy chủ thư hoạt động lại, không thư nào bị mất.',
  zalo: 'Các tin liên quan được chuyển sang thư điện tử, không tin nào bị mất.',
};

const WAY_OUT: Record<ChannelName, string> = {
  email: 'kiểm tra máy chủ và tài khoản gửi thư (SMTP_URL)',
  zalo: 'kiểm tra kết nối Zalo của cơ quan và cấp quyền lại khi được yêu cầu',
};

export async function alertOfChannel(
  tx: Tx,
  scope: Scope,
  channel: ChannelName,
  { code, reason, ours }: ChannelAlert,
): Promise<void> {
  for (const { id: userId } of await staffWith(tx, scope.organizationId, ['admin', 'office_head'])) {
    await queueMessage(tx, scope, {
      kind: 'alert',
      to: { userId },
      key: `alert/channel/${channel}/${code}/${today(scope)}/${userId}`,
      items: [],
      nominalAt: scope.asOf,
      facts: {
        title: ours ? `${NAMES[channel]}: hệ thống gửi sai yêu cầu` : `${NAMES[channel]} không gửi được tin`,
        lines: [reason, ...(code ? [`Mã: ${code}`] : []), CARRIED[channel]],
        wayOut: ours ? 'báo người vận hành hệ thống kèm mã ở trên' : WAY_OUT[channel],
      },
    });
  }
}
