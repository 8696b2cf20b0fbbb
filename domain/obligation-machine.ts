/** The obligation of one unit for one period as a state machine: submissions, versions, two clocks, returns, extensions. */
import { assertNever } from './assert-never';
import { domainError } from './errors';
import { formatDue } from './format';
import { type Result, refuse } from './result';
import { OBLIGATION_STATE_TERMS, type ObligationStatus } from './terms';
import { endOfDay, type IsoDate, type IsoInstant, isAfter, isBefore, localDate } from './time';

export type { ObligationStatus };

export type VersionStatus = 'submitted' | 'accepted' | 'returned' | 'withdrawn' | 'superseded';

/** A submitted version. Two clocks: `officialAt` counts for being in time, `enteredAt` says when it got here (B54). */
export interface SubmissionVersion {
  version: number;
  status: VersionStatus;
  officialAt: IsoInstant;
  enteredAt: IsoInstant;
  /** "không phát sinh": received, with no figures, not with zeros (B56). */
  nil: boolean;
  paper: boolean;
  /** Who pressed the button, and for whom (B55); ids, never names. */
  enteredBy: string;
  onBehalfOf: string | null;
  requestId: string | null;
}

/** Plain data; survives JSON. */
export interface ObligationState {
  status: ObligationStatus;
  /** Deadline now in force. */
  dueAt: IsoInstant;
  /** Deadline before any extension; both are kept (B50). */
  originalDueAt: IsoInstant;
  /** When the extension in force was granted; null without one. */
  extendedAt: IsoInstant | null;
  /** Until when a returned report is to be corrected; apart from timeliness (B47, B48). */
  correctionDueAt: IsoInstant | null;
  /** The office opened an accepted report for correction (B49). */
  correctionOpen: boolean;
  /** The version that counts for figures; an older one stays current until a newer is accepted (B49). */
  acceptedVersion: number | null;
  versions: SubmissionVersion[];
  /** Since when an unsent draft lies with the unit; a draft is never received (B58). */
  draftSince: IsoInstant | null;
  /** State to return to when an exemption or cancellation is lifted. */
  setAside: Exclude<ObligationStatus, 'exempt' | 'cancelled'> | null;
  reason: string | null;
}

export type ObligationEvent =
  | { type: 'open'; at: IsoInstant }
  | { type: 'save_draft'; at: IsoInstant }
  | ({ type: 'submit' } & SubmitEvent)
  | { type: 'accept'; at: IsoInstant }
  | { type: 'return'; at: IsoInstant; reason: string; correctionDueAt: IsoInstant }
  | { type: 'withdraw'; at: IsoInstant }
  | { type: 'open_correction'; at: IsoInstant; reason: string; correctionDueAt?: IsoInstant }
  | { type: 'extend'; at: IsoInstant; newDueAt: IsoInstant; reason: string }
  | { type: 'move_deadline'; at: IsoInstant; newDueAt: IsoInstant; reason: string }
  | { type: 'exempt'; at: IsoInstant; reason: string }
  | { type: 'cancel'; at: IsoInstant; reason: string }
  | { type: 'restore'; at: IsoInstant; reason: string };

export interface SubmitEvent {
  at: IsoInstant;
  by: string;
  onBehalfOf?: string;
  /** Key of the request; the same key again gets the same receipt (B53). */
  requestId?: string;
  /** Version the sender's form showed (0 = none). A newer one means somebody else was first: same receipt. */
  basedOn?: number;
  nil?: { confirmed: boolean; name: string };
  paper?: { receivedOn: IsoDate; receivedAt?: IsoInstant; evidence: string; enteredBy: string };
}

export type Transition = Result<{
  state: ObligationState;
  /** True where the event had taken effect before: nothing changed, same receipt. */
  repeated: boolean;
}>;

/** Where the machine starts; the register writes its first row itself, and the tests begin here. */
export function newObligation({
  dueAt,
  open = false,
}: {
  dueAt: IsoInstant;
  open?: boolean;
}): ObligationState {
  return {
    status: open ? 'open' : 'expected',
    dueAt,
    originalDueAt: dueAt,
    extendedAt: null,
    correctionDueAt: null,
    correctionOpen: false,
    acceptedVersion: null,
    versions: [],
    draftSince: null,
    setAside: null,
    reason: null,
  };
}

const ACTION_TEXT: Record<ObligationEvent['type'], string> = {
  open: 'mở kỳ báo cáo',
  save_draft: 'lưu nháp',
  submit: 'gửi báo cáo',
  accept: 'duyệt báo cáo',
  return: 'trả lại báo cáo',
  withdraw: 'rút báo cáo',
  open_correction: 'mở đính chính',
  extend: 'gia hạn',
  move_deadline: 'đổi hạn',
  exempt: 'miễn báo cáo',
  cancel: 'hủy báo cáo',
  restore: 'khôi phục báo cáo',
};

const notAllowed = (state: ObligationState, event: ObligationEvent) =>
  refuse(
    domainError(
      state.status === 'accepted' && event.type === 'submit' ? 'LOCKED_ACCEPTED' : 'TRANSITION_NOT_ALLOWED',
      { state: OBLIGATION_STATE_TERMS[state.status], action: ACTION_TEXT[event.type] },
    ),
  );

const done = (state: ObligationState, change: Partial<ObligationState>): Transition => ({
  ok: true,
  repeated: false,
  state: { ...state, ...change },
});

const repeat = (state: ObligationState): Transition => ({ ok: true, repeated: true, state });

/** Applies an event, or says why not. The states and arrows are drawn in docs/states.md. */
export function transition(state: ObligationState, event: ObligationEvent): Transition {
  switch (event.type) {
    case 'open':
      if (state.status === 'expected') return done(state, { status: 'open' });
      return state.status === 'open' ? repeat(state) : notAllowed(state, event);
    case 'save_draft':
      if (!mayWrite(state)) return notAllowed(state, event);
      return done(state, { draftSince: state.draftSince ?? event.at });
    case 'submit':
      return submit(state, event);
    case 'accept':
      return accept(state, event);
    case 'return':
      return returnReport(state, event);
    case 'withdraw':
      return withdraw(state, event);
    case 'open_correction':
      if (state.status !== 'accepted') return notAllowed(state, event);
      return done(state, { correctionOpen: true, correctionDueAt: event.correctionDueAt ?? null });
    case 'extend':
      return extend(state, event);
    case 'move_deadline':
      return moveDeadline(state, event);
    case 'exempt':
    case 'cancel':
      return setAside(state, event);
    case 'restore':
      if (state.setAside === null) return notAllowed(state, event);
      return done(state, { status: state.setAside, setAside: null, reason: event.reason });
    default:
      return assertNever(event);
  }
}

const mayWrite = ({ status, correctionOpen }: ObligationState): boolean =>
  // A report may come before its period opens; it does not skip a period (B32).
  status === 'expected' ||
  status === 'open' ||
  status === 'submitted' ||
  status === 'returned' ||
  (status === 'accepted' && correctionOpen);

function submit(state: ObligationState, event: SubmitEvent & { type: 'submit' }): Transition {
  const latest = state.versions.at(-1);
  if (
    event.requestId !== undefined &&
    state.versions.some(({ requestId }) => requestId === event.requestId)
  ) {
    return repeat(state);
  }
  const others =
    event.basedOn === undefined ? state.status === 'submitted' : (latest?.version ?? 0) > event.basedOn;
  if (others && latest && latest.status !== 'withdrawn') return repeat(state);
  if (!mayWrite(state)) return notAllowed(state, event);
  if (event.nil && (!event.nil.confirmed || event.nil.name.trim() === '')) {
    return refuse(domainError('NIL_NEEDS_CONFIRMATION', {}, 'nil'));
  }
  const fault = event.paper ? checkPaper(event.paper, event.at) : null;
  if (fault) return refuse(fault);
  const version: SubmissionVersion = {
    version: (latest?.version ?? 0) + 1,
    status: 'submitted',
    officialAt: event.paper ? paperInstant(event.paper, event.at) : event.at,
    enteredAt: event.at,
    nil: event.nil !== undefined,
    paper: event.paper !== undefined,
    enteredBy: event.paper?.enteredBy ?? event.by,
    onBehalfOf: event.onBehalfOf ?? null,
    requestId: event.requestId ?? null,
  };
  // An unread earlier version gives way to the newer one; a returned or accepted one keeps its own history.
  const versions = state.versions.map((old) =>
    old.status === 'submitted' ? { ...old, status: 'superseded' as const } : old,
  );
  return done(state, { status: 'submitted', versions: [...versions, version], draftSince: null });
}

function checkPaper({ receivedOn, evidence, enteredBy }: NonNullable<SubmitEvent['paper']>, at: IsoInstant) {
  if (evidence.trim() === '' || enteredBy.trim() === '')
    return domainError('PAPER_NEEDS_EVIDENCE', {}, 'paper');
  const entered = localDate(at);
  if (receivedOn <= entered) return null;
  return domainError('PAPER_DATE_IN_FUTURE', { received: receivedOn, entered }, 'paper.receivedOn');
}

function paperInstant(
  { receivedOn, receivedAt }: NonNullable<SubmitEvent['paper']>,
  at: IsoInstant,
): IsoInstant {
  if (receivedAt !== undefined) return receivedAt;
  const endOfThatDay = endOfDay(receivedOn);
  return isBefore(at, endOfThatDay) ? at : endOfThatDay;
}

const withLatest = (state: ObligationState, status: VersionStatus): SubmissionVersion[] =>
  state.versions.map((version, position) =>
    position === state.versions.length - 1 ? { ...version, status } : version,
  );

function accept(state: ObligationState, event: ObligationEvent): Transition {
  const latest = state.versions.at(-1);
  if (state.status === 'accepted' && !state.correctionOpen) return repeat(state);
  if (state.status !== 'submitted' || !latest) return notAllowed(state, event);
  const versions = withLatest(state, 'accepted').map((version) =>
    version.version === state.acceptedVersion ? { ...version, status: 'superseded' as const } : version,
  );
  const acceptedVersion = latest.version;
  return done(state, {
    status: 'accepted',
    acceptedVersion,
    versions,
    correctionDueAt: null,
    correctionOpen: false,
  });
}

function returnReport(
  state: ObligationState,
  event: Extract<ObligationEvent, { type: 'return' }>,
): Transition {
  if (state.status !== 'submitted') return notAllowed(state, event);
  if (event.reason.trim() === '') return refuse(domainError('RETURN_NEEDS_REASON', {}, 'reason'));
  if (!isAfter(event.correctionDueAt, event.at)) {
    const params = { deadline: formatDue(event.correctionDueAt) };
    return refuse(domainError('CORRECTION_DEADLINE_INVALID', params, 'correctionDueAt'));
  }
  const { correctionDueAt, reason } = event;
  return done(state, {
    status: 'returned',
    versions: withLatest(state, 'returned'),
    correctionDueAt,
    reason,
  });
}

/** A unit takes back what nobody decided on yet; an earlier accepted or returned version is then in force again. */
function withdraw(state: ObligationState, event: ObligationEvent): Transition {
  if (state.status !== 'submitted') return notAllowed(state, event);
  const versions = withLatest(state, 'withdrawn');
  if (state.acceptedVersion !== null)
    return done(state, { status: 'accepted', versions, correctionOpen: false });
  const returned = versions.some(({ status }) => status === 'returned');
  return done(state, { status: returned ? 'returned' : 'open', versions });
}

function extend(state: ObligationState, event: Extract<ObligationEvent, { type: 'extend' }>): Transition {
  if (isClosed(state.status)) return notAllowed(state, event);
  if (event.reason.trim() === '') {
    return refuse(domainError('REASON_MISSING', { action: ACTION_TEXT.extend }, 'reason'));
  }
  if (event.newDueAt === state.dueAt && state.extendedAt !== null) return repeat(state);
  if (!isAfter(event.newDueAt, state.dueAt)) {
    const params = { newDeadline: formatDue(event.newDueAt), oldDeadline: formatDue(state.dueAt) };
    return refuse(domainError('EXTENSION_NOT_LATER', params, 'newDueAt'));
  }
  return done(state, { dueAt: event.newDueAt, extendedAt: event.at, reason: event.reason });
}

/** The deadline itself changes (plan, calendar, office): no extension, the new date is the one that counts. */
function moveDeadline(
  state: ObligationState,
  event: Extract<ObligationEvent, { type: 'move_deadline' }>,
): Transition {
  if (isClosed(state.status)) return notAllowed(state, event);
  if (event.newDueAt === state.dueAt) return repeat(state);
  const { newDueAt, reason } = event;
  // An extension granted to this unit stays where it reaches further than the new common date.
  const keepsExtension = state.extendedAt !== null && isAfter(state.dueAt, newDueAt);
  if (keepsExtension) return done(state, { originalDueAt: newDueAt, reason });
  return done(state, { dueAt: newDueAt, originalDueAt: newDueAt, extendedAt: null, reason });
}

function setAside(
  state: ObligationState,
  event: Extract<ObligationEvent, { type: 'exempt' | 'cancel' }>,
): Transition {
  const target = event.type === 'exempt' ? 'exempt' : 'cancelled';
  if (state.status === target) return repeat(state);
  if (state.status === 'accepted' || state.status === 'exempt' || state.status === 'cancelled') {
    return notAllowed(state, event);
  }
  if (event.reason.trim() === '') {
    return refuse(domainError('REASON_MISSING', { action: ACTION_TEXT[event.type] }, 'reason'));
  }
  return done(state, { status: target, setAside: state.status, reason: event.reason });
}

/** States in which nobody owes anything any more. */
export function isClosed(status: ObligationStatus): boolean {
  return status === 'accepted' || status === 'exempt' || status === 'cancelled';
}

/** States in which the unit still has to send something: reminders are owed (law 5). */
export function isOwed(status: ObligationStatus): boolean {
  return status === 'expected' || status === 'open' || status === 'returned';
}

/** The instant up to which the unit owes: the correction's while a report is returned (B48), else the deadline. */
export function owedUntil(state: Pick<ObligationState, 'status' | 'dueAt' | 'correctionDueAt'>): IsoInstant {
  return state.status === 'returned' && state.correctionDueAt !== null ? state.correctionDueAt : state.dueAt;
}
