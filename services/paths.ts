/** Addresses that stand in messages; web/ serves them. */
export const paths = {
  /** a unit's report behind its signed link */
  report: (token: string): string => `/b/${token}`,
  /** a leader's summary behind a signed link */
  summaryByLink: (token: string): string => `/l/${token}`,
  escalation: (id: string): string => `/de-nghi/${id}`,
  escalations: (): string => '/de-nghi',
  summary: (id: string): string => `/tong-hop/${id}`,
};
