/** The word and the shape for where a report stands, from its row and the instant (portal rule 3). */
import { daysBetween } from '../../domain/time';
import { dayOf } from './format';
import type { Tone } from './parts';

export interface StateFacts {
  state: string;
  dueAt: Date;
  overdueFrom: Date;
  correctionDueAt?: Date | null;
  originalDueAt?: Date | null;
  timeliness?: string | null;
}

export interface StateView {
  word: string;
  tone: Tone;
  /** Order of urgency on boards: smaller first. */
  rank: number;
}

/** From this many days before the deadline a report is "sắp đến hạn". */
const SOON_DAYS = 7;

const lateDays = (dueAt: Date, asOf: Date): number => daysBetween(dayOf(dueAt), dayOf(asOf));

export function stateView(facts: StateFacts, asOf: Date): StateView {
  const { state, dueAt, overdueFrom, correctionDueAt, originalDueAt } = facts;
  switch (state) {
    case 'accepted':
      return {
        word: facts.timeliness === 'on_time' ? 'Đã nhận' : 'Đã nhận, nộp chậm',
        tone: 'good',
        rank: 6,
      };
    case 'submitted':
      return { word: facts.timeliness === 'on_time' ? 'Đã nộp' : 'Đã nộp, chậm hạn', tone: 'done', rank: 4 };
    case 'exempt':
      return { word: 'Miễn', tone: 'none', rank: 7 };
    case 'cancelled':
      return { word: 'Đã hủy', tone: 'none', rank: 8 };
    case 'returned': {
      const late = correctionDueAt && asOf > correctionDueAt ? lateDays(correctionDueAt, asOf) : 0;
      return late > 0
        ? { word: `Trả lại, quá hạn sửa ${late} ngày`, tone: 'late', rank: 1 }
        : { word: 'Trả lại', tone: 'back', rank: 2 };
    }
  }
  if (asOf >= overdueFrom) {
    return { word: `Quá hạn ${Math.max(1, lateDays(dueAt, asOf))} ngày`, tone: 'late', rank: 0 };
  }
  const left = -lateDays(dueAt, asOf);
  if (originalDueAt && originalDueAt.getTime() !== dueAt.getTime()) {
    return { word: 'Được gia hạn', tone: 'more', rank: 3 };
  }
  if (left <= 0) return { word: 'Đến hạn', tone: 'soon', rank: 2 };
  if (left <= SOON_DAYS) return { word: 'Sắp đến hạn', tone: 'soon', rank: 3 };
  return { word: 'Chưa đến hạn', tone: 'wait', rank: 5 };
}
