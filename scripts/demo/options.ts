/** Options of `npm run demo`. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { isIsoDate } from '../../domain/time';

export interface DemoOptions {
  plans: string | null;
  from: string | null;
  /** 'second-summary', 'end', or a civil date */
  until: string;
  seed: number;
  kill: number;
  restartDatabase: number;
  out: string;
}

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
  return value;
};

const day = (text: string): string => {
  if (!isIsoDate(text)) throw new InvalidArgumentError('a date as YYYY-MM-DD is needed');
  return text;
};

const ending = (text: string): string => (text === 'end' || text === 'second-summary' ? text : day(text));

/** Null: the help was shown. Ends the process with a message where an option makes no sense. */
export function readOptions(args: readonly string[]): DemoOptions {
  const command = new Command('demo')
    .usage('[options]')
    .description(
      'Plays plans through their reporting periods, with time skipped, and leaves what people would have received.',
    )
    .option(
      '--plans <folder>',
      'plan documents to play instead of the samples (docx, doc, pdf, txt, md, html)',
    )
    .option(
      '--from <day>',
      'first day, YYYY-MM-DD (default: the earliest day on which a plan can be taken up)',
      day,
    )
    .addOption(
      new Option('--until <day>', "last day; 'second-summary' or 'end' (every plan to its term)")
        .argParser(ending)
        .default('second-summary'),
    )
    .option('--seed <number>', 'seed of the scripted people', count, 1)
    .option('--kill <times>', 'kill the worker with SIGKILL at so many seeded moments', count, 0)
    .option('--restart-database <times>', 'restart PostgreSQL in mid-run so many times', count, 0)
    .option('--out <folder>', 'where the results go', 'out/demo');
  command.parse([...args], { from: 'user' });
  const given = command.opts<{
    plans?: string;
    from?: string;
    until: string;
    seed: number;
    kill: number;
    restartDatabase: number;
    out: string;
  }>();
  return { ...given, plans: given.plans ?? null, from: given.from ?? null };
}
