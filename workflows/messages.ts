/** Messages and inputs of the workflows, apart from the workflows themselves so that clients can import them. */
import { defineSignal, defineUpdate } from '@temporalio/workflow';

/** Something in the register changed that this workflow reads; it reads it again. Safe in any order and number. */
export const registerChanged = defineSignal('registerChanged');

/** A unit's report is in the register. Answers how many of the period are still outstanding. */
export const submitted = defineUpdate<{ outstanding: number }, [{ obligationId: string }]>('submitted');

/** An officer decided on an escalation; the cycle acts on it (issues the letter, or plans the next review). */
export const decided = defineUpdate<{ accepted: true }, [{ escalationId: string }]>('decided');

/** Deadlines moved (extension, calendar, rule); the cycle arms its timer anew. */
export const deadlineChanged = defineUpdate<{ accepted: true }, [{ obligationIds: string[] }]>(
  'deadlineChanged',
);

/** Input and carried state of `plan`. */
export interface PlanState {
  v: 1;
  organizationId: string;
  planId: string;
}

/** Input and carried state of `cycle`; anything longer lives in the register. */
export interface CycleState {
  v: 1;
  organizationId: string;
  periodId: string;
  /** obligations not yet received, as of the last step */
  outstanding: string[];
}

export interface DispatchState {
  v: 1;
  organizationId: string;
}

export interface SummaryState {
  v: 1;
  organizationId: string;
  /** "2026-H1" */
  halfYear: string;
}

export interface ReconcileState {
  v: 1;
  /** hour and minute of the nightly run, local time */
  at: string;
  /** nights already run in this run of the workflow */
  nights: number;
}
