import { describe, expect, it } from 'vitest';
import {
  draftAgeDays,
  firstReceivedAt,
  isOwed,
  isReceived,
  lockReason,
  newObligation,
  type ObligationEvent,
  type ObligationState,
  owedUntil,
  timelinessOf,
  transition,
} from './obligation';
import { addMinutes } from './time';

const DUE = '2026-06-20T23:59:59.999+07:00';
const at = (text: string) => `${text}:00.000+07:00`;
const open = () => newObligation({ dueAt: DUE, open: true });

/** Applies events that must all be allowed. */
function apply(events: ObligationEvent[], start: ObligationState = open()): ObligationState {
  let state = start;
  for (const event of events) {
    const result = transition(state, event);
    if (!result.ok) throw new Error(`${event.type}: ${result.error.message}`);
    state = result.state;
  }
  return state;
}
const submit = (when: string, over: object = {}): ObligationEvent => ({
  type: 'submit',
  at: when,
  by: 'c1',
  ...over,
});
const accept = (when: string): ObligationEvent => ({ type: 'accept', at: when });
const back = (when: string, correctionDueAt: string): ObligationEvent => ({
  type: 'return',
  at: when,
  reason: 'thiếu phụ lục',
  correctionDueAt,
});
const extend = (when: string, newDueAt: string): ObligationEvent => ({
  type: 'extend',
  at: when,
  newDueAt,
  reason: 'chờ số liệu thống kê',
});
const refusalOf = (state: ObligationState, event: ObligationEvent) => {
  const result = transition(state, event);
  return result.ok ? null : result.error.code;
};

describe('in time or late', () => {
  it('B46 counts 23:59:59 local as on time and 00:00:00 as one day late, though UTC says 20/6', () => {
    const last = apply([submit('2026-06-20T23:59:59.000+07:00')]);
    expect(timelinessOf(last, DUE)).toMatchObject({ timeliness: 'on_time', lateDays: 0, text: 'đúng hạn' });
    const next = apply([submit('2026-06-20T17:00:00.000Z')]);
    expect(timelinessOf(next, DUE)).toMatchObject({ timeliness: 'late', lateDays: 1, text: 'chậm 1 ngày' });
  });

  it('B46 is late within the day where the deadline has an hour', () => {
    const state = apply(
      [submit(at('2026-08-05T16:01'))],
      newObligation({ dueAt: at('2026-08-05T16:00'), open: true }),
    );
    expect(timelinessOf(state, DUE)).toMatchObject({
      timeliness: 'late',
      lateDays: 0,
      text: 'chậm trong ngày',
    });
  });

  it('B47 stays on time when returned and resubmitted after the deadline, as version 2', () => {
    const state = apply([
      submit(at('2026-06-20T10:00')),
      back(at('2026-06-25T09:00'), at('2026-07-01T17:00')),
      submit(at('2026-07-02T09:00'), { basedOn: 1 }),
    ]);
    expect(timelinessOf(state, at('2026-07-03T00:00')).timeliness).toBe('on_time');
    expect(state.versions.map(({ version, status }) => [version, status])).toEqual([
      [1, 'returned'],
      [2, 'submitted'],
    ]);
  });

  it('B48 is owed again until the correction deadline', () => {
    const state = apply([
      submit(at('2026-06-20T10:00')),
      back(at('2026-06-25T09:00'), at('2026-07-01T17:00')),
    ]);
    expect(isOwed(state.status)).toBe(true);
    expect(owedUntil(state)).toBe(at('2026-07-01T17:00'));
  });

  it('B50 counts an extension granted before the deadline as the new deadline', () => {
    const state = apply([
      extend(at('2026-06-18T09:00'), at('2026-06-26T17:00')),
      submit(at('2026-06-25T09:00')),
    ]);
    expect(timelinessOf(state, DUE).timeliness).toBe('on_time');
    expect(state).toMatchObject({ originalDueAt: DUE, dueAt: at('2026-06-26T17:00') });
  });

  it('B50 calls one granted after the deadline "late, extended" and keeps both dates', () => {
    const state = apply([
      extend(at('2026-06-22T09:00'), at('2026-06-26T17:00')),
      submit(at('2026-06-25T09:00')),
    ]);
    const result = timelinessOf(state, DUE);
    expect(result).toMatchObject({ timeliness: 'late_extended', lateDays: 5 });
    expect(result.text).toContain('hạn cũ 20/6/2026, hạn mới 26/6/2026');
    const tooLate = apply([
      extend(at('2026-06-22T09:00'), at('2026-06-26T17:00')),
      submit(at('2026-06-28T09:00')),
    ]);
    expect(timelinessOf(tooLate, DUE)).toMatchObject({ timeliness: 'late', lateDays: 2 });
  });

  it('B51 moves only the state it is given, and refuses a date that is not later', () => {
    const before = open();
    apply([extend(at('2026-06-18T09:00'), at('2026-06-26T17:00'))], before);
    expect(before.dueAt).toBe(DUE);
    expect(refusalOf(before, extend(at('2026-06-18T09:00'), DUE))).toBe('EXTENSION_NOT_LATER');
  });

  it('B51 keeps a unit’s extension when the common deadline moves to a day before it', () => {
    const move = (newDueAt: string): ObligationEvent => ({
      type: 'move_deadline',
      at: at('2026-06-19T09:00'),
      newDueAt,
      reason: 'x',
    });
    const extended = apply([extend(at('2026-06-18T09:00'), at('2026-06-26T17:00'))]);
    expect(apply([move(at('2026-06-23T17:00'))], extended)).toMatchObject({
      dueAt: at('2026-06-26T17:00'),
      originalDueAt: at('2026-06-23T17:00'),
    });
    expect(apply([move(at('2026-06-30T17:00'))], extended)).toMatchObject({
      dueAt: at('2026-06-30T17:00'),
      extendedAt: null,
    });
  });

  it('B54 takes the day a paper report was received, with evidence and who entered it', () => {
    const paper = { receivedOn: '2026-06-19', evidence: 'Công văn đến 215', enteredBy: 'u1' };
    const state = apply([submit(at('2026-06-23T09:00'), { paper })]);
    expect(state.versions[0]).toMatchObject({
      officialAt: '2026-06-19T23:59:59.999+07:00',
      enteredAt: at('2026-06-23T09:00'),
      enteredBy: 'u1',
      paper: true,
    });
    expect(timelinessOf(state, DUE).timeliness).toBe('on_time');
    const entering = (over: object) =>
      refusalOf(open(), submit(at('2026-06-23T09:00'), { paper: { ...paper, ...over } }));
    expect(entering({ evidence: ' ' })).toBe('PAPER_NEEDS_EVIDENCE');
    expect(entering({ receivedOn: '2026-06-24' })).toBe('PAPER_DATE_IN_FUTURE');
  });

  it('takes a withdrawn submission for none: the next one sets the date', () => {
    const state = apply([
      submit(at('2026-06-19T09:00')),
      { type: 'withdraw', at: at('2026-06-19T10:00') },
      submit(at('2026-06-22T09:00')),
    ]);
    expect(firstReceivedAt(state.versions)).toBe(at('2026-06-22T09:00'));
    expect(timelinessOf(state, DUE)).toMatchObject({ timeliness: 'late', lateDays: 2 });
  });
});

describe('versions', () => {
  it('B49 keeps version 1 current until 2 is accepted', () => {
    const corrected = apply([
      submit(at('2026-06-19T09:00')),
      accept(at('2026-06-20T09:00')),
      { type: 'open_correction', at: at('2026-07-01T09:00'), reason: 'sai số liệu' },
      submit(at('2026-07-02T09:00'), { basedOn: 1 }),
    ]);
    expect(corrected).toMatchObject({ status: 'submitted', acceptedVersion: 1 });
    const second = apply([accept(at('2026-07-03T09:00'))], corrected);
    expect(second).toMatchObject({ status: 'accepted', acceptedVersion: 2, correctionOpen: false });
    expect(second.versions.map(({ status }) => status)).toEqual(['superseded', 'accepted']);
    expect(timelinessOf(second, DUE).timeliness).toBe('on_time');
  });

  it('B49 restores version 1 when 2 is withdrawn', () => {
    const state = apply([
      submit(at('2026-06-19T09:00')),
      accept(at('2026-06-20T09:00')),
      { type: 'open_correction', at: at('2026-07-01T09:00'), reason: 'sai số liệu' },
      submit(at('2026-07-02T09:00'), { basedOn: 1 }),
      { type: 'withdraw', at: at('2026-07-02T10:00') },
    ]);
    expect(state).toMatchObject({ status: 'accepted', acceptedVersion: 1 });
    expect(state.versions.map(({ status }) => status)).toEqual(['accepted', 'withdrawn']);
  });

  it('B53 gives the second press, and the second officer, the same receipt', () => {
    const once = apply([submit(at('2026-06-19T09:00'), { requestId: 'r1', basedOn: 0 })]);
    const twice = transition(once, submit(at('2026-06-19T09:00'), { requestId: 'r1', basedOn: 0 }));
    const colleague = transition(
      once,
      submit(at('2026-06-19T09:01'), { requestId: 'r2', basedOn: 0, by: 'c2' }),
    );
    for (const result of [twice, colleague])
      expect(result).toMatchObject({ ok: true, repeated: true, state: once });
    const improved = apply([submit(at('2026-06-19T10:00'), { requestId: 'r3', basedOn: 1 })], once);
    expect(improved.versions.map(({ status }) => status)).toEqual(['superseded', 'submitted']);
  });

  it('B55 stores who pressed the button and for whom', () => {
    const state = apply([submit(at('2026-06-19T09:00'), { by: 'officer', onBehalfOf: 'head' })]);
    expect(state.versions[0]).toMatchObject({ enteredBy: 'officer', onBehalfOf: 'head' });
  });

  it('B56 takes a nil report only with confirmation and name, and counts it as received', () => {
    const nil = (confirmed: boolean, name: string) =>
      submit(at('2026-06-19T09:00'), { nil: { confirmed, name } });
    expect(refusalOf(open(), nil(false, 'Nguyễn Văn A'))).toBe('NIL_NEEDS_CONFIRMATION');
    expect(refusalOf(open(), nil(true, ' '))).toBe('NIL_NEEDS_CONFIRMATION');
    const state = apply([nil(true, 'Nguyễn Văn A')]);
    expect(state.versions[0]?.nil).toBe(true);
    expect(isReceived(state.status)).toBe(true);
  });
});

describe('locks', () => {
  const plan = { state: 'active', since: null } as const;
  const lockAt = at('2026-07-10T17:00');
  it('B52 says which of the reasons: past the lock, accepted, plan ended', () => {
    const now = at('2026-07-11T09:00');
    expect(lockReason(open(), { plan, lockAt, now })?.code).toBe('LOCKED_PAST_GRACE');
    expect(lockReason(open(), { plan, lockAt, now: at('2026-07-10T16:59') })).toBeNull();
    const accepted = apply([submit(at('2026-06-19T09:00')), accept(at('2026-06-20T09:00'))]);
    expect(lockReason(accepted, { plan, lockAt: null, now })?.code).toBe('LOCKED_ACCEPTED');
    const ended = { state: 'terminated', since: at('2026-07-01T00:00') } as const;
    const error = lockReason(accepted, { plan: ended, lockAt, now });
    expect(error?.code).toBe('LOCKED_PLAN_ENDED');
    expect(error?.message).toContain('01/7/2026');
  });

  it('B52 refuses a submission after acceptance until the office opens a correction', () => {
    const accepted = apply([submit(at('2026-06-19T09:00')), accept(at('2026-06-20T09:00'))]);
    expect(refusalOf(accepted, submit(at('2026-06-21T09:00'), { basedOn: 1 }))).toBe('LOCKED_ACCEPTED');
  });
});

describe('what counts', () => {
  const now = at('2026-06-25T09:00');
  const exempt = apply([{ type: 'exempt', at: now, reason: 'giải thể' }]);
  it('B57 shows an exempt and a cancelled report as such, not as overdue', () => {
    expect(timelinessOf(exempt, now)).toMatchObject({ timeliness: 'not_applicable', text: 'được miễn' });
    const cancelled = apply([{ type: 'cancel', at: now, reason: 'chấm dứt' }]);
    expect(timelinessOf(cancelled, now).text).toBe('đã hủy');
    expect(isOwed('expected')).toBe(true);
    expect(isOwed('submitted')).toBe(false);
  });

  it('B58 never counts a draft as received and tells its age', () => {
    const drafted = apply([
      { type: 'save_draft', at: at('2026-06-18T23:50') },
      { type: 'save_draft', at: at('2026-06-21T08:00') },
    ]);
    expect(isReceived(drafted.status)).toBe(false);
    expect(draftAgeDays(drafted, now)).toBe(7);
    expect(timelinessOf(drafted, now)).toMatchObject({ timeliness: 'overdue', lateDays: 5 });
    expect(draftAgeDays(apply([submit(at('2026-06-22T09:00'))], drafted), now)).toBeNull();
  });
});

describe('arrows', () => {
  it('B32 takes an early report before its period opens, without closing the next', () => {
    const state = apply([submit(at('2026-03-01T09:00'))], newObligation({ dueAt: DUE }));
    expect(state.status).toBe('submitted');
  });

  it('refuses what a state does not allow, with state and action in Vietnamese', () => {
    const cancelled = apply([{ type: 'cancel', at: at('2026-06-01T09:00'), reason: 'kế hoạch chấm dứt' }]);
    for (const event of [
      submit(at('2026-06-02T09:00')),
      accept(at('2026-06-02T09:00')),
      { type: 'withdraw', at: DUE } as const,
    ]) {
      const result = transition(cancelled, event);
      expect(result.ok ? null : result.error.code).toBe('TRANSITION_NOT_ALLOWED');
      if (!result.ok) expect(result.error.message).toContain('đã hủy');
    }
    expect(refusalOf(open(), accept(DUE))).toBe('TRANSITION_NOT_ALLOWED');
    expect(refusalOf(open(), { type: 'exempt', at: DUE, reason: '' })).toBe('REASON_MISSING');
    const received = apply([submit(at('2026-06-19T09:00'))]);
    expect(refusalOf(received, back(at('2026-06-20T09:00'), at('2026-06-20T09:00')))).toBe(
      'CORRECTION_DEADLINE_INVALID',
    );
    expect(refusalOf(received, { ...back(DUE, addMinutes(DUE, 60)), reason: '' } as ObligationEvent)).toBe(
      'RETURN_NEEDS_REASON',
    );
  });

  it('B97 restores an earlier state as a new event', () => {
    const returned = apply([
      submit(at('2026-06-19T09:00')),
      back(at('2026-06-20T09:00'), at('2026-06-25T17:00')),
    ]);
    const restored = apply(
      [
        { type: 'exempt', at: at('2026-06-21T09:00'), reason: 'nhầm' },
        { type: 'restore', at: at('2026-06-22T09:00'), reason: 'khôi phục' },
      ],
      returned,
    );
    expect(restored).toEqual({ ...returned, reason: 'khôi phục' });
  });
});
