/** Titles printed in capitals, as they are written inside a sentence: "TRÊN ĐỊA BÀN TỈNH LÀO CAI" → "trên địa bàn tỉnh Lào Cai". */

/** Spelling → how often the document uses it. */
type Counts = Map<string, number>;

const MOSTLY = 0.8;
const FEW_LETTERS = 12;
/** Punctuation around a word, which says nothing about its spelling. */
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const SENTENCE_END = /[.:;!?]$|^[-–+•*]$|^\p{L}\)$/u;
const ROMAN = /^[IVXLC]+$/;
const VOWEL = /[aeiouy]/;

const coreOf = (word: string): string => word.replace(EDGES, '');
const keyOf = (word: string): string => word.toLocaleLowerCase('vi');

function inCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = letters.filter((letter) => letter !== letter.toLocaleLowerCase('vi'));
  return capitals.length >= letters.length * MOSTLY;
}

/**
 * The title in small letters with the capitals that the rest of the document gives its words: which of them are names only the
 * text knows. A title that is not in capitals is returned as it is.
 */
export function sentenceCase(title: string, text: string): string {
  const printed = title.normalize('NFC');
  // "OCOP" and "KH 27" are names
  if ((printed.match(/\p{L}/gu) ?? []).length < FEW_LETTERS || !inCapitals(printed)) return title;
  const words = printed.split(/(\s+)/);
  const keys = words.map((word) => keyOf(coreOf(word)));
  const spellings = spellingsIn(text.normalize('NFC'), new Set(keys));
  const spelt = words.map((word, at) => {
    const core = coreOf(word);
    return core === '' ? word : word.replace(core, spellingOf(core, { keys, at, spellings }));
  });
  return spelt.join('').replace(/^[^\p{L}]*\p{L}/u, (start) => start.toLocaleUpperCase('vi'));
}

/** How the document spells the words of the title inside its sentences: alone, and beside the word before or after. */
function spellingsIn(text: string, wanted: ReadonlySet<string>): Map<string, Counts> {
  const spellings = new Map<string, Counts>();
  const note = (key: string, spelling: string): void => {
    const counts = spellings.get(key) ?? new Map<string, number>();
    spellings.set(key, counts.set(spelling, (counts.get(spelling) ?? 0) + 1));
  };
  let before = '';
  let starts = true;
  for (const line of text.split('\n')) {
    // headings and headers in capitals tell nothing, and end what stood before them; empty lines do too
    if (inCapitals(line)) {
      before = '';
      starts = true;
      continue;
    }
    for (const word of line.trim().split(/\s+/)) {
      const core = coreOf(word);
      const key = keyOf(core);
      if (wanted.has(key) && core !== '') {
        // the first word of a sentence has its capital from there
        if (!starts) note(key, core);
        if (before !== '') {
          note(`${keyOf(before)} ${key}<`, core);
          note(`>${keyOf(before)} ${key}`, before);
        }
      }
      // of a pair at the start of a sentence the first word tells nothing
      before = starts ? '' : core;
      starts = SENTENCE_END.test(word);
    }
  }
  return spellings;
}

function spellingOf(
  core: string,
  { keys, at, spellings }: { keys: readonly string[]; at: number; spellings: ReadonlyMap<string, Counts> },
): string {
  const key = keys[at] ?? '';
  // blanks stand between the words
  const beside = new Map<string, number>();
  for (const pair of [`${keys[at - 2]} ${key}<`, `>${key} ${keys[at + 2]}`])
    for (const [spelling, count] of spellings.get(pair) ?? [])
      beside.set(spelling, (beside.get(spelling) ?? 0) + count);
  const [found] = [...(beside.size > 0 ? beside : (spellings.get(key) ?? []))].sort(
    ([, first], [, second]) => second - first,
  );
  if (found) return found[0];
  const code = /[\d/]/.test(core) || ROMAN.test(core) || !VOWEL.test(key.normalize('NFD'));
  return code ? core : key;
}
