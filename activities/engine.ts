/** What activities and the web ask of the workflow engine; worker/engine.ts does it with a Temporal client. */
export interface Engine {
  /** Each answers true where it started something that was not running. Asking twice is harmless. */
  ensurePlan(plan: { organizationId: string; planId: string }): Promise<boolean>;
  ensureCycle(cycle: { organizationId: string; periodId: string }): Promise<boolean>;
  ensureSummary(summary: { organizationId: string; halfYear: string }): Promise<boolean>;
  ensureDispatch(organizationId: string): Promise<boolean>;
  /** Delivers the commune's waiting workflow messages (null: everybody's). Never throws for a message that cannot be delivered now. */
  deliver(
    organizationId: string | null,
    options?: {
      /** leave updates of cycles to others: the caller runs inside a cycle's task */
      signalsOnly?: boolean;
    },
  ): Promise<{ delivered: number; failed: number }>;
}
