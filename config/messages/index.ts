/** Every text the service sends to people: facts in, subject, text, HTML and Zalo text out. */
import { assertNever } from '../../domain/assert-never';
import type { MessageFacts, RenderedMessage } from './facts';
import {
  renderAlert,
  renderApproverReminder,
  renderLetter,
  renderProposal,
  renderProposalWithdrawn,
  renderSummary,
  renderSupplement,
  renderZaloLinked,
} from './office-notices';
import { renderReminder } from './reminder';
import {
  renderChangeNotice,
  renderExtension,
  renderHandover,
  renderOnBehalf,
  renderReceipt,
  renderReturned,
} from './report-notices';

export * from './facts';

export function renderMessage(facts: MessageFacts): RenderedMessage {
  switch (facts.kind) {
    case 'reminder':
      return renderReminder(facts);
    case 'change_notice':
      return renderChangeNotice(facts);
    case 'returned':
      return renderReturned(facts);
    case 'extension':
      return renderExtension(facts);
    case 'receipt':
      return renderReceipt(facts);
    case 'on_behalf':
      return renderOnBehalf(facts);
    case 'handover':
      return renderHandover(facts);
    case 'proposal':
      return renderProposal(facts);
    case 'proposal_withdrawn':
      return renderProposalWithdrawn(facts);
    case 'approver_reminder':
      return renderApproverReminder(facts);
    case 'letter':
      return renderLetter(facts);
    case 'summary':
      return renderSummary(facts);
    case 'supplement':
      return renderSupplement(facts);
    case 'alert':
      return renderAlert(facts);
    case 'zalo_linked':
      return renderZaloLinked(facts);
    default:
      return assertNever(facts);
  }
}
