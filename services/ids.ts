/** Business keys as workflow ids (temporal-practice §3): built here, in one place, from register ids only. */
export const planWorkflowId = (planId: string): string => `plan/${planId}`;
export const cycleWorkflowId = (periodId: string): string => `cycle/${periodId}`;
export const dispatchWorkflowId = (organizationId: string): string => `dispatch/${organizationId}`;
export const summaryWorkflowId = (organizationId: string, halfYear: string): string =>
  `summary/${organizationId}/${halfYear}`;
export const RECONCILE_WORKFLOW_ID = 'reconcile';
