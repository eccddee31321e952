import { numberFormat } from "./number-format";

/** In degrees. */
export interface Position {
  lat: number;
  lng: number;
}

/** In degrees. `west` is never greater than `east`: in a box across the 180th meridian, one of them lies beyond it. */
export interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
/** Ratio of the walk along streets to the straight line. */
const WALK_DETOUR_FACTOR = 1.3;
/** 1.42 m/s, as route planners assume. */
const WALK_METRES_PER_MINUTE = 85.2;
const FEET_PER_METRE = 3.28084;
const FEET_PER_MILE = 5_280;
/** From here on distances are in miles. */
const MIN_MILES_FEET = 1_000;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres. */
export function distance(from: Position, to: Position): number {
  const [dLat, dLng] = [radians(to.lat - from.lat) / 2, radians(to.lng - from.lng) / 2];
  const square = Math.sin(dLat) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLng) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** At least one. */
export function walkMinutes(metres: number): number {
  return Math.max(1, Math.round((metres * WALK_DETOUR_FACTOR) / WALK_METRES_PER_MINUTE));
}

export type Units = "metric" | "imperial";

/** The time zones of the United States. */
const US_ZONES = new Set([
  "Pacific/Honolulu",
  ...[
    ...["New_York", "Detroit", "Louisville", "Indianapolis", "Chicago", "Menominee", "Denver", "Boise", "Phoenix"],
    ...["Los_Angeles", "Anchorage", "Juneau", "Sitka", "Metlakatla", "Yakutat", "Nome", "Adak"],
  ].map((name) => `America/${name}`),
]);
const US_AREA = /^(US|America\/(Indiana|Kentucky|North_Dakota))\//;

/** The units of signs in the country of a city, by its IANA time zone. */
export function unitsIn(timeZone: string | undefined): Units {
  const isAmerican = timeZone !== undefined && (US_ZONES.has(timeZone) || US_AREA.test(timeZone));
  return isAmerican ? "imperial" : "metric";
}

const roundTo = (value: number, step: number) => Math.max(step, Math.round(value / step) * step);

function inUnit(value: number, unit: string, digits = 0): string {
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return numberFormat({ style: "unit", unit, useGrouping: false, ...places }).format(value);
}

/** `240 m`, `1.4 km`, `250 ft`, `0.3 mi`, with the words and digits of the app's language. */
export function formatDistance(metres: number, units: Units = "metric"): string {
  if (units === "imperial") {
    const feet = metres * FEET_PER_METRE;
    const rounded = roundTo(feet, feet < 100 ? 10 : 50);
    return rounded < MIN_MILES_FEET ? inUnit(rounded, "foot") : inUnit(feet / FEET_PER_MILE, "mile", 1);
  }
  if (metres < 995) return inUnit(roundTo(metres, 10), "meter");
  return inUnit(metres / 1000, "kilometer", 1);
}

/** The box that a map of `width` × `height` pixels shows. */
export function viewportBox({ lat, lng, zoom }: Position & { zoom: number }, width: number, height: number): Box {
  const perPixel = 360 / (512 * 2 ** zoom);
  const [wide, high] = [(perPixel * width) / 2, (perPixel * Math.cos(radians(lat)) * height) / 2];
  return { south: lat - high, west: lng - wide, north: lat + high, east: lng + wide };
}

/** The zoom at which `pixels` of a map show as many metres. */
export function zoomToFit(metres: number, lat: number, pixels: number): number {
  const degrees = metres / (radians(1) * EARTH_RADIUS_M * Math.cos(radians(lat)));
  return Math.log2((360 * pixels) / (512 * degrees));
}

/** Shrinks the box around its centre to at most `degrees` in each direction. */
export function clampBox(box: Box, degrees: number): Box {
  const cut = (low: number, high: number): [number, number] => {
    if (high - low <= degrees) return [low, high];
    const middle = (low + high) / 2;
    return [middle - degrees / 2, middle + degrees / 2];
  };
  const [south, north] = cut(box.south, box.north);
  const [west, east] = cut(box.west, box.east);
  return { south, west, north, east };
}

export function quarters({ south, west, north, east }: Box): Box[] {
  const [lat, lng] = [(south + north) / 2, (west + east) / 2];
  return [
    { south, west, north: lat, east: lng },
    { south, west: lng, north: lat, east },
    { south: lat, west, north, east: lng },
    { south: lat, west: lng, north, east },
  ];
}

export function contains(box: Box, { lat, lng }: Position): boolean {
  const isBetween = [lng - 360, lng, lng + 360].some((each) => each >= box.west && each <= box.east);
  return isBetween && lat >= box.south && lat <= box.north;
}

/** Into -180 to 180, the range of the api. */
export function wrapLongitude(lng: number): number {
  return lng >= -180 && lng <= 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180;
}

/** The longitude of the same meridian nearest to `near`, beyond 180 if need be: places across the 180th are not far. */
export function unwrapLongitude(lng: number, near: number): number {
  return lng - 360 * Math.round((lng - near) / 360);
}

/** For the api, where `west` is greater than `east` across the 180th meridian. */
export function toWireBox({ west, south, east, north }: Box): Box {
  return {
    west: wrapLongitude(west),
    south: Math.max(south, -90),
    east: wrapLongitude(east),
    north: Math.min(north, 90),
  };
}

/** `west,south,east,north`, the format of the search. */
export function toBbox(box: Box): string {
  const { west, south, east, north } = toWireBox(box);
  return [west, south, east, north].map((degrees) => degrees.toFixed(5)).join();
}
