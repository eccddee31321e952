import { ATTRIBUTES, type Criteria, DEFAULT_SECONDS } from "@/features/reservations/search/criteria";

/** Search parameters of the map page. */
export interface MapSearchParams {
  lat?: number | undefined;
  lng?: number | undefined;
  z?: number | undefined;
  from?: string | undefined;
  for?: number | undefined;
  has?: string | undefined;
  max?: number | undefined;
  spot?: string | undefined;
}

function parseNumber(value: unknown, low: number, high: number): number | undefined {
  const read = Number(value);
  return value !== undefined && value !== "" && Number.isFinite(read) && read >= low && read <= high ? read : undefined;
}

/** Drops invalid values. */
export function parseMapSearchParams(given: Record<string, unknown>): MapSearchParams {
  const from = typeof given.from === "string" && Date.parse(given.from) > Date.now() ? given.from : undefined;
  const has = String(given.has ?? "")
    .split(",")
    .filter((name) => (ATTRIBUTES as readonly string[]).includes(name));
  return {
    lat: parseNumber(given.lat, -85, 85),
    lng: parseNumber(given.lng, -180, 180),
    z: parseNumber(given.z, 1, 22),
    from,
    for: parseNumber(given.for, 300, 86_400),
    has: has.length ? has.join() : undefined,
    max: parseNumber(given.max, 1, 1_000_000),
    spot: typeof given.spot === "string" ? given.spot : undefined,
  };
}

export function toCriteria(search: MapSearchParams): Criteria {
  return {
    from: search.from ? Date.parse(search.from) : undefined,
    seconds: search.for ?? DEFAULT_SECONDS,
    has: search.has ? search.has.split(",") : [],
    max: search.max,
  };
}

export function fromCriteria({ from, seconds, has, max }: Criteria): MapSearchParams {
  return {
    from: from ? new Date(from).toISOString() : undefined,
    for: seconds === DEFAULT_SECONDS ? undefined : seconds,
    has: has.length ? has.join() : undefined,
    max,
  };
}
