/** Who answers for a unit on a day: hand-over between officers, the head where nobody is named, and the gap it leaves. */
import type { IsoDate } from './time';

export interface UnitContact {
  id: string;
  role: 'focal' | 'head';
  /** Order of trying, 1 first. */
  rank: number;
  validFrom: IsoDate | null;
  /** Last day in office; null = still there. */
  validTo: IsoDate | null;
}

export interface Responsible {
  contactId: string | null;
  /** Vietnamese, listed for the office: nobody is named, or the head stands in (B95); null where all is well. */
  gap: string | null;
}

export function servesOn(
  { validFrom, validTo }: Pick<UnitContact, 'validFrom' | 'validTo'>,
  on: IsoDate,
): boolean {
  return (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo);
}

/** The contact to remind on a day: the focal point in office, else the head, and the gap is listed (B95). */
export function responsibleOn(contacts: readonly UnitContact[], on: IsoDate): Responsible {
  const serving = contacts.filter((contact) => servesOn(contact, on)).sort((a, b) => a.rank - b.rank);
  const focal = serving.find(({ role }) => role === 'focal');
  if (focal) return { contactId: focal.id, gap: null };
  const head = serving.find(({ role }) => role === 'head');
  if (head) return { contactId: head.id, gap: 'chưa có đầu mối, đang nhắc lãnh đạo đơn vị' };
  return { contactId: null, gap: 'đơn vị chưa có người nhận' };
}
