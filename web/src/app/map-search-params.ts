import { ATTRIBUTES, type Criteria, DEFAULT_SECONDS } from "@/features/reservations/search/criteria";

/** What the address of the map says: where, when, how long, what, and which spot. */
export interface HomeSearch {
  lat?: number | undefined;
  lng?: number | undefined;
  z?: number | undefined;
  from?: string | undefined;
  for?: number | undefined;
  has?: string | undefined;
  max?: number | undefined;
  spot?: string | undefined;
}

function number(value: unknown, low: number, high: number): number | undefined {
  const read = Number(value);
  return value !== undefined && value !== "" && Number.isFinite(read) && read >= low && read <= high ? read : undefined;
}

/** Takes what makes sense and leaves the rest. */
export function readHomeSearch(given: Record<string, unknown>): HomeSearch {
  const from = typeof given.from === "string" && Date.parse(given.from) > Date.now() ? given.from : undefined;
  const has = String(given.has ?? "")
    .split(",")
    .filter((name) => (ATTRIBUTES as readonly string[]).includes(name));
  return {
    lat: number(given.lat, -85, 85),
    lng: number(given.lng, -180, 180),
    z: number(given.z, 1, 22),
    from,
    for: number(given.for, 300, 86_400),
    has: has.length ? has.join() : undefined,
    max: number(given.max, 1, 1_000_000),
    spot: typeof given.spot === "string" ? given.spot : undefined,
  };
}

export function toCriteria(search: HomeSearch): Criteria {
  return {
    from: search.from ? Date.parse(search.from) : undefined,
    seconds: search.for ?? DEFAULT_SECONDS,
    has: search.has ? search.has.split(",") : [],
    max: search.max,
  };
}

export function fromCriteria({ from, seconds, has, max }: Criteria): HomeSearch {
  return {
    from: from ? new Date(from).toISOString() : undefined,
    for: seconds === DEFAULT_SECONDS ? undefined : seconds,
    has: has.length ? has.join() : undefined,
    max,
  };
}
