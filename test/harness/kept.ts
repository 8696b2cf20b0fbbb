// What is to be tidied up at the end of a test file, knowing whether a test in it failed.
export interface FileEnd {
  failed: boolean;
  /** The test file. */
  of: string;
}

type Tidy = (end: FileEnd) => Promise<void>;

const pending: Tidy[] = [];

export function dropAfterFile(tidy: Tidy): void {
  pending.push(tidy);
}

export async function tidyUp(end: FileEnd): Promise<void> {
  // Last made, first gone: an environment before the database its workers use.
  while (pending.length > 0) await pending.pop()?.(end);
}
