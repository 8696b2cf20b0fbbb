/** The escalation chain a new commune starts with; an office changes it as data. */
import type { EscalationPolicy } from '../../domain/escalation';

export const DEFAULT_ESCALATION_POLICY: EscalationPolicy = {
  version: 'mac-dinh-1',
  // The head of the unit first, then the leader who assigned the task: nobody above the commune (reporting-regime §5.5).
  levels: [
    { level: 1, name: 'Lãnh đạo đơn vị' },
    { level: 2, name: 'Lãnh đạo Ủy ban nhân dân' },
  ],
  graceWorkingDays: 2,
  spacingWorkingDays: 3,
  maxPerLevel: 2,
  approverReminderWorkingDays: 2,
  fourEyes: true,
  proposeAt: '07:30',
};
