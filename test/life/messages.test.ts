/** Words to running workflows that come late, reversed, shuffled and several times: the register decides, not the words. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Scope } from '../../services/context';
import { applyDeadlineChange, type DeadlineChange } from '../../services/deadlines';
import { decideEscalation } from '../../services/escalations';
import { decideExtension } from '../../services/extensions';
import { amendPlan, resumePlan, suspendPlan } from '../../services/plan-life';
import { at } from '../../services/register.fixture';
import { submitReport } from '../../services/submissions';
import { mergeUnits } from '../../services/units';
import { about, agrees, type Play, startPlay } from './play';

vi.setConfig({ testTimeout: 180_000 });

type Who = 'officer' | 'head' | 'service';
type Change = [who: Who, work: (play: Play, scope: Scope) => Promise<{ ok: boolean }>];

const reason = 'Theo chỉ đạo.';
const move = (change: (play: Play) => DeadlineChange): Change => [
  'officer',
  (play, scope) => applyDeadlineChange(play.db, scope, { change: change(play), reason }),
];
const forAll = (date: string) =>
  move(({ register }) => ({ kind: 'period', periodId: register.periodId, date }));
const handIn = (unit: number): Change => [
  'service',
  ({ db, register }, { asOf }) =>
    submitReport(
      db,
      { ...register.contact(unit - 1, '2026-06-12'), asOf },
      { obligationId: at(register.obligations, unit - 1), sections: { results: 'Đã thực hiện.' } },
    ),
];

/** Nine changes within the ten minutes that a notice waits (B44); in the end the report is due three days earlier than before. */
const CHANGES: Change[] = [
  forAll('2026-06-26'),
  [
    'head',
    ({ db, register }, scope) =>
      decideExtension(db, scope, {
        obligationId: at(register.obligations, 1),
        grant: true,
        newDate: '2026-07-01',
        reason,
      }),
  ],
  ['officer', ({ db, register }, scope) => suspendPlan(db, scope, { planId: register.planId, reason })],
  ['officer', ({ db, register }, scope) => resumePlan(db, scope, { planId: register.planId, reason })],
  [
    'officer',
    ({ db, register: { units } }, scope) =>
      mergeUnits(db, scope, { fromUnitId: at(units, 2), intoUnitId: at(units, 5), on: '2026-06-12', reason }),
  ],
  move(({ register }) => ({
    kind: 'obligations',
    obligationIds: [at(register.obligations, 3)],
    date: '2026-06-24',
  })),
  handIn(5),
  [
    'head',
    ({ db, register }, scope) =>
      amendPlan(db, scope, { planId: register.planId, termTo: '2027-12-31', reason }),
  ],
  forAll('2026-06-16'),
];

/** Six units, of which the last owes nothing of its own. */
const sixUnits = () =>
  startPlay({
    units: 6,
    before: async (db, { obligations, units }) => {
      await db.obligation.delete({ where: { id: at(obligations, 5) } });
      await db.ruleUnit.deleteMany({ where: { unitId: at(units, 5) } });
    },
  });

const minute = (count: number): string => `2026-06-12T09:${String(count).padStart(2, '0')}:00`;

/** Each word two or three times. */
const twiceOrThrice = (words: readonly string[]): string[] =>
  words.flatMap((word, position) => Array<string>(2 + (position % 2)).fill(word));
const shuffled = (words: readonly string[], seed: number): string[] =>
  fc.sample(fc.shuffledSubarray([...words], { minLength: words.length }), { seed, numRuns: 1 })[0] ?? [];

/** All changes first, then all words, the last one first. */
async function reversed(play: Play): Promise<void> {
  const words: string[] = [];
  for (const [position, [who, work]] of CHANGES.entries()) {
    const held = await play.hold(minute(position), who, (scope) => work(play, scope));
    expect(held.result, `change ${position}`).toMatchObject({ ok: true });
    words.push(...held.words);
  }
  expect(words.length).toBeGreaterThan(CHANGES.length);
  await play.until(minute(12));
  await play.hear(twiceOrThrice(words).toReversed());
}

/** A third of what waits is heard after each change, in any order, and some of it again later. */
async function inAnyOrder(play: Play, seed: number): Promise<void> {
  let waiting: string[] = [];
  for (const [position, [who, work]] of CHANGES.entries()) {
    const held = await play.hold(minute(position), who, (scope) => work(play, scope));
    expect(held.result, `change ${position}`).toMatchObject({ ok: true });
    waiting = shuffled([...waiting, ...twiceOrThrice(held.words)], seed + position);
    await play.hear(waiting.splice(0, Math.floor(waiting.length / 3)));
  }
  await play.until(minute(12));
  await play.hear(waiting);
}

/** On the day of the changes the minute depends on when the sender heard of them. */
const arrivedAt = async (play: Play, unit: number): Promise<string[]> =>
  about(await play.arrived(), unit).map((line) => line.replace(/^12\/6 09:\d\d/, '12/6'));

const TOLD = ['04/6 07:30 reminder T-15', '12/6 07:30 reminder T-7'];
const TOWARDS_16_JUNE = ['15/6 07:30 reminder T-1', '16/6 07:30 reminder T0'];
const OVERDUE = ['17/6 07:30 reminder T+1', '19/6 07:30 reminder T+3'];

it.each<[string, (play: Play) => Promise<void>]>([
  ['reversed, each two or three times', reversed],
  ['shuffled, some before the change of another', (play) => inAnyOrder(play, 5)],
])(
  'B27 B44 B45 B51 B94 words that come %s: what is sent follows from the register, nothing twice',
  async (_, tell) => {
    const play = await sixUnits();
    await tell(play);
    await play.until('2026-06-12T12:00:00');
    await agrees(play);
    await play.until('2026-07-01T18:00:00');
    await agrees(play);
    expect(await arrivedAt(play, 1)).toEqual([...TOLD, '12/6 change_notice', ...TOWARDS_16_JUNE, ...OVERDUE]);
    expect(await arrivedAt(play, 2)).toEqual([
      ...TOLD,
      '12/6 extension',
      '16/6 07:30 reminder T-15',
      '24/6 07:30 reminder T-7',
      '26/6 07:30 reminder T-3',
      '30/6 07:30 reminder T-1',
      '01/7 07:30 reminder T0',
    ]);
    expect(await arrivedAt(play, 3)).toEqual(TOLD);
    expect(await arrivedAt(play, 4)).toEqual([
      ...TOLD,
      '12/6 change_notice',
      '17/6 07:30 reminder T-7',
      '19/6 07:30 reminder T-3',
      '23/6 07:30 reminder T-1',
      '24/6 07:30 reminder T0',
      '25/6 07:30 reminder T+1',
      '29/6 07:30 reminder T+3',
    ]);
    expect(await arrivedAt(play, 5)).toEqual([...TOLD, '12/6 receipt']);
    expect(await arrivedAt(play, 6)).toEqual(['12/6 handover', ...TOWARDS_16_JUNE, ...OVERDUE]);
  },
);

it('B68 B69 B71 words of decisions and late reports, reversed and repeated: one letter for the one that is still owed', async () => {
  const play = await startPlay({ units: 4 });
  const { db, register } = play;
  const approve = (unit: number): Change => [
    'head',
    async (_, scope) => {
      const { id } = await db.escalation.findFirstOrThrow({
        where: { obligationId: at(register.obligations, unit - 1) },
      });
      return decideEscalation(db, scope, { escalationId: id, decision: 'approve' });
    },
  ];
  const words: string[] = [];
  // approved and still owed; approved, then handed in; handed in while the proposal waits; unit 4 waits for a decision
  for (const [who, work] of [approve(1), approve(2), handIn(2), handIn(3)]) {
    const held = await play.hold('2026-06-24T09:00:00', who, (scope) => work(play, scope));
    expect(held.result).toMatchObject({ ok: true });
    words.push(...held.words);
  }
  await play.hear(twiceOrThrice(words).toReversed());
  await play.until('2026-06-24T12:00:00');
  await agrees(play);
  await play.until('2026-06-24T18:00:00');
  await agrees(play);
  const proposals = await db.escalation.findMany({ orderBy: { obligation: { unit: { name: 'asc' } } } });
  expect(proposals.map(({ state }) => state)).toEqual(['issued', 'withdrawn', 'withdrawn', 'proposed']);
  expect(await db.issuedDocument.count({ where: { kind: 'letter' } })).toBe(1);
  const today = (lines: readonly string[]) => lines.filter((line) => line.startsWith('24/6 09:')).sort();
  expect(today(await play.arrived()).map((line) => line.slice('24/6 09:00 '.length))).toEqual([
    'Trưởng 1: letter',
    'Đầu mối 1: letter',
    'Đầu mối 2: receipt',
    'Đầu mối 3: receipt',
  ]);
  // unit 2's is told to who had approved it, unit 3's to the three who might have
  expect(today(await play.arrivedAtStaff()).map((line) => line.slice('24/6 09:00 '.length))).toEqual([
    'Chuyên viên Văn phòng: proposal_withdrawn',
    'Chuyên viên Văn phòng: proposal_withdrawn',
    'Chánh Văn phòng: proposal_withdrawn',
    'Chánh Văn phòng: proposal_withdrawn',
    'Chủ tịch: letter',
  ]);
});
