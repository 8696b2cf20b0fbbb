/**
 * A workflow interceptor module for the player and for tests only: shifts `Date` inside workflows by a constant, so that
 * a time-skipping server, whose clock starts at the machine's time, plays a fixed or past year. Timers are durations and
 * are not affected. The constant stands in the task queue's name (`…@<milliseconds>`), so one bundle serves every run.
 */
import { log, type WorkflowInterceptors, workflowInfo } from '@temporalio/workflow';

export const SHIFT_SEPARATOR = '@';

/** What the worker's log says of each run at its end; the player adds the events up. */
export const RUN_ENDED = 'run ended';

export const interceptors = (): WorkflowInterceptors => {
  const shift = Number(workflowInfo().taskQueue.split(SHIFT_SEPARATOR)[1] ?? 0);
  const Original = Date;
  class ShiftedDate extends Original {
    constructor(...parts: unknown[]) {
      if (parts.length === 0) super(Original.now() + shift);
      else super(...(parts as [number]));
    }
    static override now(): number {
      return Original.now() + shift;
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
  return {
    inbound: [
      {
        async execute(input, next) {
          try {
            return await next(input);
          } finally {
            const { workflowType, historyLength } = workflowInfo();
            log.warn(RUN_ENDED, { run: `${workflowType} ${historyLength}` });
          }
        },
      },
    ],
  };
};
