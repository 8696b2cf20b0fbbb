/** Around every activity: a heartbeat that lives as long as the process, and the instant that channels take for now. */
import { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import type { Clock } from '../channels/clock';

/** Well below the heartbeat limit of workflows/proxies.ts, so that one lost beat does not end an attempt. */
const HEARTBEAT_MS = 2_000;

/** A killed worker is noticed within the heartbeat limit instead of the activity's whole time limit. */
export class Heartbeats implements ActivityInboundCallsInterceptor {
  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    const context = Context.current();
    if (context.info.isLocal) return next(input);
    const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
    try {
      return await next(input);
    } finally {
      clearInterval(timer);
    }
  }
}

/** A clock that follows the instants activities are given: where time is skipped, the machine's clock says nothing. */
export interface FollowingClock extends Clock {
  follow(instant: string): void;
}

export function followingClock(): FollowingClock {
  let current = 0;
  return {
    now: () => new Date(current),
    follow(instant) {
      current = Math.max(current, Date.parse(instant));
    },
  };
}

export class FollowAsOf implements ActivityInboundCallsInterceptor {
  constructor(private readonly clock: FollowingClock) {}

  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    const [first] = input.args as [{ asOf?: unknown }?];
    if (typeof first?.asOf === 'string') this.clock.follow(first.asOf);
    return next(input);
  }
}
