/** Street names as street signs write them: `W 39 St`. Names in other languages stay as they are. */

const KINDS: Record<string, string> = {
  street: "St",
  avenue: "Ave",
  road: "Rd",
  boulevard: "Blvd",
  place: "Pl",
  square: "Sq",
  drive: "Dr",
  lane: "Ln",
  court: "Ct",
  parkway: "Pkwy",
  highway: "Hwy",
};
const DIRECTIONS: Record<string, string> = { north: "N", east: "E", south: "S", west: "W" };
const ORDINAL_ENDINGS: Record<string, string> = { 1: "st", 2: "nd", 3: "rd" };
const SHORT_KINDS = new Set(Object.values(KINDS));
const SHORT_DIRECTIONS = new Set(Object.values(DIRECTIONS));

const wordsOf = (name: string) => name.trim().split(/\s+/).filter(Boolean);

/** `West` → `w`, `Street` → `st`; other words in small letters. */
export function shortWord(word: string): string {
  const small = word.toLowerCase();
  return (KINDS[small] ?? DIRECTIONS[small] ?? small).toLowerCase();
}

/** `West 39 Street` → `W 39 St`, `Park Avenue South` → `Park Ave S`, `West Street` → `West St`. */
export function shortStreet(name: string): string {
  const words = wordsOf(name);
  const last = words.length - 1;
  const directionAt = (index: number) => DIRECTIONS[words[index]?.toLowerCase() ?? ""];
  const kindAt = (index: number) => (index > 0 ? KINDS[words[index]?.toLowerCase() ?? ""] : undefined);
  const kindIndex = directionAt(last) && kindAt(last - 1) ? last - 1 : last;
  return words
    .map((word, index) => {
      // The direction may be the name itself.
      if (index === 0) return (last > 1 && directionAt(0)) || word;
      if (index > kindIndex) return directionAt(index) ?? word;
      return (index === kindIndex && kindAt(index)) || word;
    })
    .join(" ");
}

/** A street with one of its cross streets: `W 39 St & 8 Ave`; undefined if none is known. */
export function crossingOf(block: { street: string; from_street: string; to_street: string }): string | undefined {
  const cross = block.from_street || block.to_street;
  return block.street && cross ? `${shortStreet(block.street)} & ${shortStreet(cross)}` : undefined;
}

/** `1st`, `2nd`, `11th`. */
function ordinal(number: string): string {
  const ending = /1\d$/.test(number) ? undefined : ORDINAL_ENDINGS[number.at(-1) ?? ""];
  return `${number}${ending ?? "th"}`;
}

/** As people say it: avenues with numbers have ordinals. */
function shortCross(name: string): string {
  return shortStreet(name).replace(/^(\d+) Ave$/, (_, number: string) => `${ordinal(number)} Ave`);
}

const numberIn = (name: string) => Number(/\d+/.exec(name)?.[0] ?? NaN);

/** The cross streets of a block, the lower number first: `7th–8th Ave`, `W 39–40 St`. Empty if both are unknown. */
export function shortBlock(from: string, to: string): string {
  const [a, b] = [shortCross(from), shortCross(to)];
  if (!a || !b || a === b) return a || b;
  const [low, high] = numberIn(a) > numberIn(b) ? [b, a] : [a, b];
  const [first, second] = [wordsOf(low), wordsOf(high)];
  const kind = first.at(-1) ?? "";
  if (first.length < 2 || second.length < 2 || second.at(-1) !== kind || !SHORT_KINDS.has(kind))
    return `${low} – ${high}`;
  const [direction = ""] = first;
  const hasDirection = first.length > 2 && SHORT_DIRECTIONS.has(direction) && second[0] === direction;
  const nameIn = (words: string[]) => words.slice(hasDirection ? 1 : 0, -1).join(" ");
  return [...(hasDirection ? [direction] : []), `${nameIn(first)}–${nameIn(second)}`, kind].join(" ");
}
