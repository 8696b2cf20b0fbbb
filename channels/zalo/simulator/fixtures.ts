/** Made-up people and the reminder template that a fresh simulator offers. */
import type { NewUser } from './control';
import type { SimTemplate, SimUser } from './world';

export const REMINDER_TEMPLATE_ID = '482913';

/** Ids look like Zalo's: above 2^53, so that a client which makes numbers of them fails at once. */
export function buildUser(number: number, input: NewUser): SimUser {
  const tail = String(number).padStart(4, '0');
  return {
    id: input.id ?? `555500001111222${tail}`,
    idByApp: `777700001111222${tail}`,
    displayName: input.displayName ?? `Người dùng thử ${number}`,
    ...(input.phone ? { phone: input.phone } : {}),
    follower: false,
    blocked: false,
    inactive: false,
    online: true,
    admin: input.admin ?? false,
    tags: new Set(),
  };
}

export function defaultTemplate(): SimTemplate {
  const param = (name: string, type: string, maxLength: number) => ({
    name,
    require: true,
    type,
    maxLength,
    minLength: 1,
    acceptNull: false,
  });
  return {
    id: REMINDER_TEMPLATE_ID,
    name: 'Nhắc hạn nộp báo cáo',
    status: 'ENABLE',
    lowQuality: false,
    uidCapable: true,
    params: [
      param('ten_don_vi', 'ADDRESS', 200),
      param('ten_bao_cao', 'ADDRESS', 200),
      param('han_nop', 'DATE', 20),
    ],
    priceUid: 165,
    pricePhone: 300,
  };
}
