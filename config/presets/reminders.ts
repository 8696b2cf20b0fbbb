/** The reminder policy a new commune starts with; an office changes it as data. */
import type { ReminderPolicy } from '../../domain/ladder';

export const DEFAULT_REMINDER_POLICY: ReminderPolicy = {
  // The ladder of the project's commission; the steps at the deadline go out on every channel a contact has.
  steps: [
    { id: 'T-15', offset: -15, unit: 'calendar', channels: 'preferred', important: false, tone: 'thong_bao' },
    { id: 'T-7', offset: -7, unit: 'calendar', channels: 'preferred', important: false, tone: 'nhac' },
    { id: 'T-3', offset: -3, unit: 'calendar', channels: 'preferred', important: false, tone: 'nhac' },
    { id: 'T-1', offset: -1, unit: 'calendar', channels: 'all', important: true, tone: 'khan' },
    { id: 'T0', offset: 0, unit: 'calendar', channels: 'all', important: true, tone: 'khan' },
    { id: 'T+1', offset: 1, unit: 'calendar', channels: 'all', important: true, tone: 'qua_han' },
    { id: 'T+3', offset: 3, unit: 'calendar', channels: 'all', important: true, tone: 'qua_han' },
  ],
  // Office hours, reporting-regime.md §4.3.
  sendWindow: { from: '07:30', to: '17:00' },
  quiet: { from: '21:00', to: '07:00' },
  graceWorkingDays: 2,
  lockAfterWorkingDays: 30,
  lookbackDays: 60,
};
