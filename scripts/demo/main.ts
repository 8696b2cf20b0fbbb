/** `npm run demo`: plays plans through whole reporting periods, with time skipped, and leaves what people would have received. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, atLocal, localDate, maxDate, minDate } from '../../domain/time';
import { intake } from '../service/intake';
import { Agenda } from './agenda';
import { type Commune, ensureCommune } from './commune';
import { Disturbances } from './disturbances';
import { type PlayDocument, readFolder } from './documents';
import { exportDocuments } from './export';
import { readLedger } from './ledger';
import { Office } from './officer';
import policy from './officer-policy.json';
import { type DemoOptions, readOptions } from './options';
import { Progress } from './progress';
import { reachContacts } from './reach';
import { Routine } from './routine';
import { sampleDocuments } from './samples';
import { writeTimeline } from './timeline';
import { habitOf, UnitPeople } from './unit-people';
import { createWorld, type World } from './world';

const say = (line = ''): void => void process.stdout.write(`${line}\n`);

/** The office begins its day. */
const MORNING = '08:45';

export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const began = Date.now();
  rmSync(options.out, { recursive: true, force: true });
  mkdirSync(options.out, { recursive: true });
  const documents = options.plans ? await readFolder(options.plans, intake) : await sampleDocuments(intake);
  const first = documents.map(({ takenUpOn }) => takenUpOn).reduce(minDate);
  const from = options.from ?? first;
  say(
    `Đôn Đốc: ${documents.length} plan documents, from ${from} until ${options.until}, seed ${options.seed}.`,
  );
  say('The people are scripted; the office answers by this policy (scripts/demo/officer-policy.json):');
  say(JSON.stringify(policy, null, 2));
  say('Starting PostgreSQL, Temporal (time-skipping server), mailbox, Zalo simulator and portal …');
  const world = await createWorld({
    outDir: options.out,
    from: new Date(atLocal(from, '07:00')),
    intake,
    killsWorkers: options.kill > 0,
  });
  try {
    await play(world, documents, { ...options, from });
    const ledger = await readLedger(world.db, {
      seed: options.seed,
      from,
      until: world.now().toISOString(),
      kills: options.kill,
      databaseRestarts: options.restartDatabase,
    });
    writeFileSync(join(options.out, 'ledger.json'), `${JSON.stringify(ledger, null, 1)}\n`);
    const files = await exportDocuments(world, options.out);
    writeTimeline(options.out, { ledger, documents, files });
    say();
    say(
      `Sent: ${ledger.messages.filter(({ sentAt }) => sentAt !== null).length} messages; received ${ledger.submissions.filter(({ submittedAt }) => submittedAt !== null).length} reports; ${ledger.escalations.length} proposals; ${ledger.summaries.length} summaries.`,
    );
    say(
      `Look at ${join(options.out, 'index.html')} · checked by: npm run --silent dondoc -- check-ledger ${join(options.out, 'ledger.json')}`,
    );
    say(`Took ${Math.round((Date.now() - began) / 1000)} s.`);
    return 0;
  } finally {
    await world.close();
  }
}

async function play(
  world: World,
  documents: readonly PlayDocument[],
  options: DemoOptions & { from: string },
): Promise<void> {
  const agenda = new Agenda();
  const people = new UnitPeople(world, agenda, options.seed);
  const disturbances = new Disturbances(world, options);
  const progress = new Progress(world, say);
  const offices = new Map<string, Office>();
  const communes: Commune[] = [];
  for (const document of documents) {
    const commune = await ensureCommune(world, document.body);
    if (!communes.some(({ id }) => id === commune.id)) communes.push(commune);
    if (!offices.has(commune.id)) offices.set(commune.id, new Office(world, commune, say));
  }
  await world.startWorker(communes[0]?.id ?? null);
  progress.memory('start');
  world.mailbox.onMessage((mail) => inbox.push(mail.text));
  world.zalo.control.onDelivered((message) => inbox.push(JSON.stringify(message)));
  const inbox: string[] = [];
  for (const document of documents) {
    agenda.add({
      at: new Date(atLocal(maxDate(document.takenUpOn, options.from), '09:00')),
      what: `take up ${document.name}`,
      run: async () => {
        const commune = communes.find(({ name }) => name === document.body.name);
        const office = commune && offices.get(commune.id);
        if (!commune || !office) throw new Error('no office');
        const planId = await office.takeUp(document, localDate(world.now()));
        await reachContacts(world, commune, people, habitOf);
        await office.activate(planId);
        say(`${localDate(world.now())}  ${commune.name}: ${document.name} activated`);
      },
    });
  }
  const returnsTo = (unitId: string): boolean => people.habits.get(unitId) === 'returned';
  const routine = new Routine(world, [...offices.values()], options.seed, returnsTo);
  const until = (): Promise<string | null> => endOf(world, options.until, documents.length);
  // asked again only when it is reached: what ended meanwhile may have put it off
  for (let end = await until(); end === null || localDate(world.now()) < end; ) {
    const next = await routine.nextLook(agenda.nextAt());
    await progress.timed('time', () => disturbances.during(() => world.runUntil(next)));
    await progress.timed('people', async () => {
      const readMail = async (): Promise<void> => {
        for (const text of inbox.splice(0)) await people.lookAt(text);
      };
      await readMail();
      let acts = 0;
      for (let act = agenda.take(world.now()); act; act = agenda.take(world.now()), acts += 1)
        await disturbances.steady(act);
      if (acts === 0) return;
      await world.settle();
      await readMail();
    });
    await progress.timed('office', () =>
      disturbances.steady({ what: 'office routine', run: () => routine.look() }),
    );
    progress.month();
    if (end === null || localDate(world.now()) >= end) end = await until();
  }
  // what is on its way arrives: the day after, in the morning
  await world.runUntil(new Date(atLocal(addDays(localDate(world.now()), 1), MORNING)));
  await progress.finish(disturbances);
}

/** The last day of the play; null while it cannot be known because plans are still to be taken up. */
async function endOf(world: World, until: string, plansInPlay: number): Promise<string | null> {
  if (until !== 'end' && until !== 'second-summary') return until;
  const active = await world.db.plan.findMany({
    where: { activatedAt: { not: null } },
    select: { activatedAt: true },
    orderBy: { activatedAt: 'desc' },
  });
  if (active.length < plansInPlay) return null;
  const last = await world.db.reportingPeriod.findFirst({
    where: { state: { in: ['planned', 'open'] } },
    orderBy: { locksAt: 'desc' },
    select: { locksAt: true },
  });
  if (until === 'end') return last ? addDays(localDate(last.locksAt), 30) : localDate(world.now());
  const halves = await world.db.reportingPeriod.groupBy({
    by: ['halfYear'],
    // counted from the day on which the last plan was turned on, so that every plan is played
    where: { state: { not: 'history' }, dueAt: { gte: active[0]?.activatedAt ?? world.now() } },
    orderBy: { halfYear: 'asc' },
    take: 2,
  });
  const second = halves.at(-1)?.halfYear;
  if (!second) return null;
  const period = await world.db.reportingPeriod.findFirst({
    where: { halfYear: second },
    orderBy: { dueAt: 'desc' },
    select: { dueAt: true },
  });
  // time for late reports, the compilation, its review and issue, and a supplement
  return period ? addDays(localDate(period.dueAt), 60) : null;
}
