/** The activities, made with what they need: thin calls of services and channels, one instant each (law 3). */
import { Context } from '@temporalio/activity';
import type { Channel, ChannelName } from '../channels/channel';
import type { ComposeSettings } from '../services/compose';
import { type Database, type Scope, SERVICE } from '../services/context';
import { type CycleStep, stepCycle } from '../services/cycle';
import { issueEscalation } from '../services/escalations';
import { stepPlan } from '../services/plan-step';
import { type SummaryStep, stepSummary } from '../services/summary-step';
import { drain } from './drain';
import type { Engine } from './engine';
import { reconcile } from './reconcile';
import type { ZaloTokenWatch } from './zalo-tokens';

export interface ActivityDeps {
  db: Database;
  engine: Engine;
  channels: Partial<Record<ChannelName, Channel>>;
  compose: ComposeSettings;
  /** Zalo template for people outside the free-text window; null: they get e-mail */
  zaloTemplateId: string | null;
  /** the Official Account's token pair; null: no Zalo here */
  zaloTokens: ZaloTokenWatch | null;
  /** messages a minute that the providers bear (B105) */
  messagesPerMinute: number;
}

export type Activities = ReturnType<typeof createActivities>;

export function createActivities(deps: ActivityDeps) {
  const { db, engine } = deps;
  const at = ({ organizationId, asOf }: { organizationId: string; asOf: string }): Scope => ({
    organizationId,
    actor: SERVICE,
    asOf: new Date(asOf),
  });
  return {
    /** Projects a plan and sees that the cycles whose time has come are running. */
    async projectPlan(input: { organizationId: string; planId: string; asOf: string }) {
      const step = await stepPlan(db, at(input), input);
      let opened = 0;
      for (const { periodId, halfYear } of step.running) {
        if (await engine.ensureCycle({ organizationId: input.organizationId, periodId })) opened += 1;
        await engine.ensureSummary({ organizationId: input.organizationId, halfYear });
      }
      return { ended: step.ended, opened, nextWakeAt: step.nextWakeAt };
    },

    /** One step of a reporting period; kicks the sender when it queued something. */
    async stepCycle(input: { organizationId: string; periodId: string; asOf: string }): Promise<CycleStep> {
      const step = await stepCycle(db, at(input), input);
      // a local activity of this cycle: an update to it could only be answered after this returns
      await engine.deliver(input.organizationId, { signalsOnly: true });
      return step;
    },

    /** Drafts and queues the letters that officers approved; one that is no longer owed is not issued (B69). */
    async issueDecided(input: {
      organizationId: string;
      escalationIds: string[];
      asOf: string;
    }): Promise<void> {
      for (const escalationId of input.escalationIds) {
        await issueEscalation(db, at(input), escalationId);
        Context.current().heartbeat(escalationId);
      }
      await engine.deliver(input.organizationId, { signalsOnly: true });
    },

    /** Sends what is due, as much as the providers bear in a minute. */
    async drainOutbox(input: { organizationId: string; asOf: string }) {
      return drain(deps, at(input));
    },

    async stepSummary(input: {
      organizationId: string;
      halfYear: string;
      asOf: string;
    }): Promise<SummaryStep> {
      const step = await stepSummary(db, at(input), input);
      await engine.deliver(input.organizationId, { signalsOnly: true });
      return step;
    },

    /** Starts what the register says should run, delivers lost messages, looks for messages that never left. */
    async reconcile({ asOf }: { asOf: string }) {
      return reconcile(deps, new Date(asOf));
    },
  };
}
