/** How a new commune presses for late reports until its office says otherwise: the chain, its spacing and its caps. */
export const DEFAULT_ESCALATION = {
  /** Nobody above the commune; a level without people is passed over and logged (B72). */
  levels: [{ level: 1, name: 'Lãnh đạo Ủy ban nhân dân', userIds: [] as string[], role: 'leader' as const }],
  /** Working days between two escalations of one report, and most proposals per level (B75). */
  spacingWorkingDays: 5,
  maxPerLevel: 2,
  /** Local time at which proposals are made, after the office has opened. */
  proposeAt: '08:00',
  /** Working days without a decision after which the approver is reminded, then the deputy (B70). */
  approverReminderWorkingDays: 2,
  /** A proposer may not approve their own proposal (B73). */
  fourEyes: true,
};
