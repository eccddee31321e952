import { type Band, type Day, DAYS } from "../tariff-document";

/** Times of the grid, in minutes since midnight. */
export const DAY_MINUTES = 1_440;
export const SNAP_MINUTES = 15;
/** Length of a band that a click adds. */
const CLICK_MINUTES = 60;

export interface GridPoint {
  /** 0 is Monday. */
  day: number;
  minutes: number;
}

export type BandTime = Pick<Band, "days" | "from" | "to">;

export type Gesture =
  { kind: "create"; start: GridPoint } | { kind: "move" | "start" | "end"; index: number; start: GridPoint };

/** The part of a band on one day. */
export interface Block {
  index: number;
  /** Counts the blocks of the band. */
  part: number;
  day: number;
  from: number;
  to: number;
  /** True if the band begins or ends with the block. */
  isStart: boolean;
  isEnd: boolean;
  /** Position among blocks at the same time. */
  lane: number;
  lanes: number;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const snap = (minutes: number) => Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES;

/** Minutes since midnight of `HH:MM`; undefined if the text is not a time. */
export function parseTime(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= DAY_MINUTES ? total : undefined;
}

export function formatTimeOfDay(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Indexes of the days on which the band begins. */
export function dayIndexes(days: Day[] | undefined): number[] {
  return [...DAYS.keys()].filter((index) => !days?.length || days.includes(DAYS[index] as Day));
}

/** Start and end in minutes since the midnight before the start; undefined without valid times. */
function extentOf({ from, to }: BandTime): { start: number; end: number } | undefined {
  const [start, last] = [parseTime(from), parseTime(to)];
  if (start === undefined || last === undefined || start === last || start === DAY_MINUTES) return undefined;
  return { start, end: last > start ? last : last + DAY_MINUTES };
}

function timesOf(start: number, end: number): Pick<Band, "from" | "to"> {
  return { from: formatTimeOfDay(start), to: formatTimeOfDay(end > DAY_MINUTES ? end - DAY_MINUTES : end) };
}

/** The point of the grid under a pointer. */
export function pointAt(
  { left, top, width, height }: Pick<DOMRect, "left" | "top" | "width" | "height">,
  x: number,
  y: number,
): GridPoint {
  return {
    day: clamp(Math.floor(((x - left) / width) * DAYS.length), 0, DAYS.length - 1),
    minutes: clamp(((y - top) / height) * DAY_MINUTES, 0, DAY_MINUTES),
  };
}

/** The time between two points; one hour if they are the same. */
export function timeBetween(one: GridPoint, other: GridPoint): BandTime {
  const [first, last] = [Math.min(one.day, other.day), Math.max(one.day, other.day)];
  const [earlier, later] = [snap(Math.min(one.minutes, other.minutes)), snap(Math.max(one.minutes, other.minutes))];
  const isClick = first === last && earlier === later;
  const length = isClick ? CLICK_MINUTES : Math.max(later - earlier, SNAP_MINUTES);
  const start = clamp(earlier, 0, DAY_MINUTES - length);
  const days = DAYS.slice(first, last + 1);
  return { ...(days.length < DAYS.length && { days }), ...timesOf(start, start + length) };
}

/** Moves the band by minutes and, unless it is on every day, by days. It begins on the same day before and after. */
export function moveBand(band: Band, minutes: number, days: number): Band {
  const extent = extentOf(band);
  const indexes = dayIndexes(band.days);
  const moved = indexes.map((index) => (((index + days) % DAYS.length) + DAYS.length) % DAYS.length);
  const isEveryDay = indexes.length === DAYS.length;
  const placed = { ...band, ...(!isEveryDay && { days: DAYS.filter((_, index) => moved.includes(index)) }) };
  // A band of a whole day has only one place.
  if (!extent || extent.end - extent.start === DAY_MINUTES) return placed;
  const start = clamp(extent.start + minutes, 0, DAY_MINUTES - SNAP_MINUTES);
  return { ...placed, ...timesOf(start, start + extent.end - extent.start) };
}

/** Sets the start, on the day on which the band begins. */
export function moveStart(band: Band, minutes: number): Band {
  const extent = extentOf(band);
  if (!extent) return band;
  const latest = Math.min(extent.end, DAY_MINUTES) - SNAP_MINUTES;
  // The start and the end cannot be at the same time.
  const earliest = extent.end > DAY_MINUTES ? extent.end - DAY_MINUTES + SNAP_MINUTES : 0;
  return { ...band, ...timesOf(clamp(snap(minutes), earliest, latest), extent.end) };
}

/** Sets the end, in minutes since the midnight before the start. */
export function moveEnd(band: Band, minutes: number): Band {
  const extent = extentOf(band);
  if (!extent) return band;
  const { start } = extent;
  const latest = start === 0 ? DAY_MINUTES : start + DAY_MINUTES - SNAP_MINUTES;
  return { ...band, ...timesOf(start, clamp(snap(minutes), start + SNAP_MINUTES, latest)) };
}

/** Lengthens the band by minutes at its end. */
export function lengthenBand(band: Band, minutes: number): Band {
  const extent = extentOf(band);
  return extent ? moveEnd(band, extent.end + minutes) : band;
}

/** The band after a gesture that has reached `at`; the same object after a click without a drag. */
export function applyGesture(band: Band, { kind, start }: Gesture, at: GridPoint): Band {
  const change = at.minutes - start.minutes;
  const days = kind === "move" ? at.day - start.day : 0;
  // A click may move the pointer a little, and must not round the times of the band.
  if (snap(change) === 0 && days === 0) return band;
  if (kind === "move") return moveBand(band, snap(change), days);
  const extent = extentOf(band);
  if (kind === "create" || !extent) return band;
  return kind === "start" ? moveStart(band, extent.start + change) : moveEnd(band, extent.end + change);
}

type Part = Omit<Block, "lane" | "lanes">;

function partsOf(band: BandTime, index: number): Part[] {
  const extent = extentOf(band);
  if (!extent) return [];
  const { start, end } = extent;
  const parts = dayIndexes(band.days).flatMap((day) => {
    const first = { day, from: start, to: Math.min(end, DAY_MINUTES), isStart: true, isEnd: end <= DAY_MINUTES };
    const next = { day: (day + 1) % DAYS.length, from: 0, to: end - DAY_MINUTES, isStart: false, isEnd: true };
    return first.isEnd ? [first] : [first, next];
  });
  return parts.map((block, part) => ({ ...block, index, part }));
}

/** Blocks whose times touch, with the end of each lane. */
interface Group {
  ends: number[];
  blocks: Omit<Block, "lanes">[];
}

/** Blocks at the same time get lanes beside each other. */
function withLanes(parts: Part[]): Block[] {
  const sorted = parts.toSorted((one, other) => one.from - other.from || one.index - other.index);
  const groups: Group[] = [];
  for (const block of sorted) {
    let group = groups.at(-1);
    if (!group || group.ends.every((end) => end <= block.from)) {
      group = { ends: [], blocks: [] };
      groups.push(group);
    }
    const gap = group.ends.findIndex((end) => end <= block.from);
    const lane = gap < 0 ? group.ends.length : gap;
    group.ends[lane] = block.to;
    group.blocks.push({ ...block, lane });
  }
  return groups.flatMap(({ ends, blocks }) => blocks.map((block) => ({ ...block, lanes: ends.length })));
}

/** The blocks of all bands; bands without valid times have none. */
export function blocksOf(bands: BandTime[]): Block[] {
  const parts = bands.flatMap(partsOf);
  return DAYS.flatMap((_, day) => withLanes(parts.filter((part) => part.day === day)));
}
