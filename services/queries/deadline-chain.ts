/** The chain of a stored deadline as pages show it: steps in words, each with its source (law 4). */
import { z } from 'zod';

const storedDeadline = z.object({
  provisional: z.boolean().default(false),
  chain: z
    .array(
      z.object({
        step: z.string(),
        text: z.string(),
        source: z.object({ text: z.string() }).nullish(),
      }),
    )
    .default([]),
});

export interface ChainView {
  provisional: boolean;
  steps: { step: string; text: string; source: string | null }[];
}

/** Reads `deadline` columns; a shape it does not know gives an empty chain rather than a broken page. */
export function chainOf(deadline: unknown): ChainView {
  const read = storedDeadline.safeParse(deadline);
  if (!read.success) return { provisional: false, steps: [] };
  const steps = read.data.chain.map(({ step, text, source }) => ({
    step,
    text,
    source: source?.text ?? null,
  }));
  return { provisional: read.data.provisional, steps };
}
