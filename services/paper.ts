/** Reports that reach the office another way: on paper (B54), or sent by an officer in a head's name (B55). */
import { domainError } from '../domain/errors';
import { isIsoDate } from '../domain/time';
import { type Database, inTransaction, type Scope } from './context';
import { type SubmitInput, type SubmitResult, submitReportIn } from './submissions';

export interface PaperInput extends Omit<SubmitInput, 'paper'> {
  /** Civil day on which the paper came: the official date; the entry date is the instant of this use case. */
  receivedOn: string;
  /** Number of the incoming document, or where the scan lies. */
  evidence: string;
}

/** Enters a paper report with its two dates, who entered it and the evidence. */
export function enterPaperReport(db: Database, scope: Scope, input: PaperInput): Promise<SubmitResult> {
  const { receivedOn, evidence, ...rest } = input;
  if (!isIsoDate(receivedOn)) {
    const error = domainError('DATE_INVALID', { value: receivedOn }, 'paper.receivedOn');
    return Promise.resolve({ ok: false, error });
  }
  const paper = { receivedOn, evidence: evidence.trim() };
  return inTransaction(db, (tx) => submitReportIn(tx, scope, { ...rest, paper }));
}

/** Sends in the name of the unit's head: both names are stored and both people are told. */
export function submitOnBehalf(
  db: Database,
  scope: Scope,
  input: SubmitInput & { onBehalfOfName: string },
): Promise<SubmitResult> {
  const onBehalfOfName = input.onBehalfOfName.trim();
  if (onBehalfOfName === '') {
    const error = domainError('FIELD_MISSING', { name: 'Gửi thay cho' }, 'onBehalfOfName');
    return Promise.resolve({ ok: false, error });
  }
  return inTransaction(db, (tx) => submitReportIn(tx, scope, { ...input, onBehalfOfName }));
}
