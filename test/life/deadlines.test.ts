import { expect, it } from 'vitest';
import { applyDeadlineChange } from '../../services/deadlines';
import { decideExtension } from '../../services/extensions';
import { at } from '../../services/register.fixture';
import { submitReport } from '../../services/submissions';
import { about, agrees, type Play, reachable, startPlay } from './play';

/** Unit 3 cannot be reached at first: nobody there was reminded when the deadline moves. */
const unreachedUnit3 = () =>
  startPlay({ before: (db, register) => reachable({ db }, at(register.units, 2), false) });

const move = (play: Play, local: string, date: string) =>
  play.act(local, 'officer', (scope) =>
    applyDeadlineChange(play.db, scope, {
      change: { kind: 'period', periodId: play.register.periodId, date },
      reason: 'Theo công văn của tỉnh.',
      document: 'CV 12/UBND',
    }),
  );

it('B44 a deadline put off: the rest of the reminders move, one notice to those reminded, none to the others', async () => {
  const play = await unreachedUnit3();
  expect(await move(play, '2026-06-15T09:00:00', '2026-06-30')).toMatchObject({ ok: true, moved: 3 });
  await play.until('2026-06-15T12:00:00');
  await agrees(play);
  await reachable(play, at(play.register.units, 2), true);
  const handed = await play.act('2026-06-24T10:00:00', 'officer', (scope) =>
    submitReport(
      play.db,
      { ...play.register.contact(1, '2026-06-24'), asOf: scope.asOf },
      { obligationId: at(play.register.obligations, 1), sections: { results: 'Đã thực hiện.' } },
    ),
  );
  expect(handed).toMatchObject({ ok: true });
  await play.until('2026-06-30T18:00:00');
  const arrived = await play.arrived();
  const rest = ['26/6 07:30 reminder T-3', '29/6 07:30 reminder T-1', '30/6 07:30 reminder T0'];
  expect(about(arrived, 1)).toEqual([
    '04/6 07:30 reminder T-15',
    '12/6 07:30 reminder T-7',
    '15/6 09:10 change_notice',
    '23/6 07:30 reminder T-7',
    ...rest,
  ]);
  expect(about(arrived, 2)).toEqual([
    '04/6 07:30 reminder T-15',
    '12/6 07:30 reminder T-7',
    '15/6 09:10 change_notice',
    '23/6 07:30 reminder T-7',
    '24/6 10:00 receipt',
  ]);
  expect(about(arrived, 3)).toEqual(['23/6 07:30 reminder T-7', ...rest]);
  const notices = play.email.delivered.filter(({ key }) => key.startsWith('change/'));
  expect(notices.map(({ text }) => text)).toEqual([
    expect.stringMatching(/19\/0?6\/2026.*30\/0?6\/2026.*CV 12\/UBND/s),
    expect.stringMatching(/19\/0?6\/2026.*30\/0?6\/2026.*CV 12\/UBND/s),
  ]);
  await agrees(play);
});

it('B44 a deadline put off and back again within ten minutes: nobody hears of it, no reminder is lost or doubled', async () => {
  const play = await startPlay({ units: 2 });
  await move(play, '2026-06-15T09:00:00', '2026-06-30');
  await move(play, '2026-06-15T09:07:00', '2026-06-19');
  await play.until('2026-06-15T12:00:00');
  await agrees(play);
  await play.until('2026-06-19T18:00:00');
  for (const unit of [1, 2]) {
    expect(about(await play.arrived(), unit)).toEqual([
      '04/6 07:30 reminder T-15',
      '12/6 07:30 reminder T-7',
      '16/6 07:30 reminder T-3',
      '18/6 07:30 reminder T-1',
      '19/6 07:30 reminder T0',
    ]);
  }
  await agrees(play);
});

it('B45 a deadline brought forward past its reminders: one message at once, no burst, the rest in time', async () => {
  const play = await unreachedUnit3();
  await play.until('2026-06-12T09:00:00');
  await reachable(play, at(play.register.units, 2), true);
  expect(await move(play, '2026-06-12T10:00:00', '2026-06-17')).toMatchObject({ ok: true, moved: 3 });
  await play.until('2026-06-12T12:00:00');
  await agrees(play);
  await play.until('2026-06-17T18:00:00');
  const arrived = await play.arrived();
  const rest = ['16/6 07:30 reminder T-1', '17/6 07:30 reminder T0'];
  for (const unit of [1, 2]) {
    expect(about(arrived, unit)).toEqual([
      '04/6 07:30 reminder T-15',
      '12/6 07:30 reminder T-7',
      '12/6 10:10 change_notice',
      ...rest,
    ]);
  }
  // never reminded: the reminder that would have gone out by now says the new date
  expect(about(arrived, 3)).toEqual(['12/6 10:00 reminder T-3', ...rest]);
});

it('B51 an extension: this unit hears it and is reminded towards its own date, the others towards theirs', async () => {
  const play = await startPlay({ units: 2 });
  const granted = await play.act('2026-06-15T09:00:00', 'head', (scope) =>
    decideExtension(play.db, scope, {
      obligationId: at(play.register.obligations, 0),
      grant: true,
      newDate: '2026-06-26',
      reason: 'Chờ số liệu thống kê.',
    }),
  );
  expect(granted).toMatchObject({ ok: true });
  await play.until('2026-06-15T12:00:00');
  await agrees(play);
  await play.until('2026-06-19T18:00:00');
  await play.until('2026-06-26T18:00:00');
  const arrived = await play.arrived();
  expect(about(arrived, 1)).toEqual([
    '04/6 07:30 reminder T-15',
    '12/6 07:30 reminder T-7',
    '15/6 09:00 extension',
    '19/6 07:30 reminder T-7',
    '23/6 07:30 reminder T-3',
    '25/6 07:30 reminder T-1',
    '26/6 07:30 reminder T0',
  ]);
  expect(about(arrived, 2)).toEqual([
    '04/6 07:30 reminder T-15',
    '12/6 07:30 reminder T-7',
    '16/6 07:30 reminder T-3',
    '18/6 07:30 reminder T-1',
    '19/6 07:30 reminder T0',
    '22/6 07:30 reminder T+3',
  ]);
  await agrees(play);
});
