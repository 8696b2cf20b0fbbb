/** The half-year summary, all of it: compile, supplement, review, issue, status. */
export { type CompileResult, compileSummary, compileSupplement } from './summary-compile';
export type { SummaryKey } from './summary-input';
export {
  type IssueInput,
  issueSummary,
  reviewSummary,
  type SummaryDecision,
  setOfficeStatements,
} from './summary-issue';
export { type SummaryStatus, staleSummaries, summaryStatus } from './summary-status';
