/** The one interface through which the service speaks to people, and what may come back from it. */

export type ChannelName = 'email' | 'zalo';

export interface EmailRoute {
  channel: 'email';
  address: string;
  name?: string;
}

/** At least one of `userId` (per Official Account) and `phone` (any usual Vietnamese spelling) is needed. */
export interface ZaloRoute {
  channel: 'zalo';
  userId?: string;
  phone?: string;
  /** Last time the person wrote, followed or pressed a button, ISO 8601; decides whether a free text may be tried. */
  lastInteractionAt?: string;
  /** Routes that an earlier refusal told us to skip (RouteAttempt.remember). */
  skip?: readonly SendRoute[];
}

export type Route = EmailRoute | ZaloRoute;

/** The way a message really took inside its channel. */
export type SendRoute = 'email' | 'zalo_text' | 'zalo_template_user' | 'zalo_template_phone';

export interface Attachment {
  filename: string;
  contentType: string;
  content: Uint8Array;
}

export type MessageButton =
  | { kind: 'open_url'; title: string; url: string }
  /** Pressing it sends `payload` back to us as the person's own message. */
  | { kind: 'reply'; title: string; payload: string };

export interface OutboundMessage {
  /** Key from the domain (`obligation/step/contact/channel/revision`); Message-Id, short code and tracking id derive from it. */
  key: string;
  to: Route;
  subject?: string;
  /** E-mail: the complete plain text. Zalo: at most 2,000 code points, no indicator values (B65). */
  text: string;
  html?: string;
  /** The one signed link of the message. */
  link?: string;
  attachments?: readonly Attachment[];
  /** Overrides the Message-Id derived from the key; with or without angle brackets. */
  messageId?: string;
  buttons?: readonly MessageButton[];
  /** Zalo (ZBS) template to use outside the seven-day window. */
  templateId?: string;
  templateData?: Readonly<Record<string, string>>;
  /** The instant for which the caller decided to send, ISO 8601. */
  asOf: string;
  /** 1 for the first attempt on this channel; temporary refusals stop being temporary after a few. */
  attempt?: number;
  /** Marked when this is the one resend after an unknown outcome (B62). */
  possibleDuplicate?: boolean;
}

/** One way that was tried and refused on the way to the result; goes to the case file. */
export interface RouteAttempt {
  route: SendRoute;
  code: string;
  reasonVi: string;
  /** True when the same recipient will be refused on this route next time too. */
  remember: boolean;
}

interface Tried {
  tried?: readonly RouteAttempt[];
  /** Something an administrator or developer must hear of, even when the message found its way. */
  alertVi?: string;
}

/**
 * What a refusal asks for: another channel for this person, a flag on the address as well (B61), a stop of the
 * whole channel until an administrator acts (B66), or a developer because our own request was wrong.
 */
export type AfterRefusal = 'other_channel' | 'flag_address' | 'stop_channel' | 'bug';

export interface Sent extends Tried {
  outcome: 'sent';
  providerId: string;
  /** Provider's own time where it gives one, ISO 8601. */
  acceptedAt?: string;
  route: SendRoute;
}

export interface Refused extends Tried {
  outcome: 'refused';
  permanent: true;
  code: string;
  reasonVi: string;
  next: AfterRefusal;
}

export interface Later extends Tried {
  outcome: 'later';
  retryAt?: string;
  retryAfterMs?: number;
  code: string;
  reasonVi: string;
}

/** The request was written and its answer lost: perhaps delivered. Never resend blindly (B62), ask `afterUnknown`. */
export interface UnknownOutcome extends Tried {
  outcome: 'unknown';
  code: string;
  reasonVi: string;
  route: SendRoute;
}

export type SendResult = Sent | Refused | Later | UnknownOutcome;

export type Reconciled =
  | { found: 'yes'; providerId: string; acceptedAt?: string }
  | { found: 'no' }
  /** The provider could not be asked or cannot tell. */
  | { found: 'cannot_tell'; reasonVi: string };

export interface Channel {
  readonly name: ChannelName;
  /** Never throws for what a provider may answer; throws only for a message that was never meant for this channel. */
  send(message: OutboundMessage): Promise<SendResult>;
  /** Looks for a message of unknown outcome at the provider. `since`: when the attempt was made, ISO 8601. */
  reconcile?(message: OutboundMessage, attempt: { since: string; route: SendRoute }): Promise<Reconciled>;
  close?(): Promise<void>;
}
