import type { Reservation } from "@/api/types";
import type { View } from "@/features/places/map/map-view";
import {
  ATTRIBUTES,
  type Criteria,
  DEFAULT_SECONDS,
  DEFAULT_VEHICLE_CLASS,
  isVehicleClass,
} from "@/features/reservations/search/criteria";
import type { Position } from "@/lib/geo";
import { serverNow } from "@/lib/server-time";
import { getStored, setStored } from "@/lib/storage";
import { type VehicleClass } from "@/lib/vehicle-class";
import { whereTexts } from "@/texts/where-to";

/** Search parameters of the map page. */
export interface MapSearchParams {
  lat?: number | undefined;
  lng?: number | undefined;
  z?: number | undefined;
  from?: string | undefined;
  for?: number | undefined;
  class?: VehicleClass | undefined;
  has?: string | undefined;
  max?: number | undefined;
  spot?: string | undefined;
  /** Destination: `lat,lng`. */
  to?: string | undefined;
  toName?: string | undefined;
}

/** The place to which the driver goes: walks and distances count from here. */
export interface Destination extends Position {
  name: string;
}

function parseNumber(value: unknown, low: number, high: number): number | undefined {
  const read = Number(value);
  return value !== undefined && value !== "" && Number.isFinite(read) && read >= low && read <= high ? read : undefined;
}

/** `lat,lng`, as the URL keeps it. */
function parsePosition(value: unknown): Position | undefined {
  const [lat, lng, ...more] = typeof value === "string" ? value.split(",") : [];
  return more.length ? undefined : toPosition(lat, lng);
}

function toPosition(givenLat: unknown, givenLng: unknown): Position | undefined {
  const [lat, lng] = [parseNumber(givenLat, -85, 85), parseNumber(givenLng, -180, 180)];
  return lat === undefined || lng === undefined ? undefined : { lat, lng };
}

const MAX_NAME = 200;

/** Drops invalid values. Without a view, the map shows the destination. */
export function parseMapSearchParams(given: Record<string, unknown>): MapSearchParams {
  const from = typeof given.from === "string" && Date.parse(given.from) > serverNow() ? given.from : undefined;
  const has = String(given.has ?? "")
    .split(",")
    .filter((name) => (ATTRIBUTES as readonly string[]).includes(name));
  const to = parsePosition(given.to);
  const view = toPosition(given.lat, given.lng) ?? to;
  return {
    lat: view?.lat,
    lng: view?.lng,
    z: parseNumber(given.z, 1, 22),
    from,
    for: parseNumber(given.for, 300, 86_400),
    class: isVehicleClass(given.class) ? given.class : undefined,
    has: has.length ? has.join() : undefined,
    max: parseNumber(given.max, 1, 1_000_000),
    spot: typeof given.spot === "string" ? given.spot : undefined,
    to: to && positionText(to),
    // The router reads the name of a street that is a number as a number.
    toName: to && given.toName !== undefined ? String(given.toName).slice(0, MAX_NAME) : undefined,
  };
}

/** `usualClass` holds for a URL without a vehicle class. */
export function toCriteria(search: MapSearchParams, usualClass: VehicleClass = DEFAULT_VEHICLE_CLASS): Criteria {
  return {
    from: search.from ? Date.parse(search.from) : undefined,
    seconds: search.for ?? DEFAULT_SECONDS,
    vehicleClass: search.class ?? usualClass,
    has: search.has ? search.has.split(",") : [],
    max: search.max,
  };
}

export function fromCriteria(
  { from, seconds, vehicleClass, has, max }: Criteria,
  usualClass: VehicleClass = DEFAULT_VEHICLE_CLASS,
): MapSearchParams {
  return {
    from: from ? new Date(from).toISOString() : undefined,
    for: seconds === DEFAULT_SECONDS ? undefined : seconds,
    class: vehicleClass === usualClass ? undefined : vehicleClass,
    has: has.length ? has.join() : undefined,
    max,
  };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

function positionText({ lat, lng }: Position): string {
  return `${round(lat, 5)},${round(lng, 5)}`;
}

export function toDestination({ to, toName }: MapSearchParams): Destination | undefined {
  const position = parsePosition(to);
  return position && { ...position, name: toName ?? whereTexts.unnamed };
}

/** Without a destination, removes it. */
export function fromDestination(destination: Destination | undefined): MapSearchParams {
  return { to: destination && positionText(destination), toName: destination?.name };
}

export function fromView({ lat, lng, zoom }: View): MapSearchParams {
  return { lat: round(lat, 5), lng: round(lng, 5), z: round(zoom, 2) };
}

const SPOT_ZOOM = 18;

/** The spot of a reservation, for a stay of the same length and, if it is still to come, with the same start. */
export function toSpotSearch(
  { spot, starts_at, ends_at, vehicle_class }: Pick<Reservation, "spot" | "starts_at" | "ends_at" | "vehicle_class">,
  now: number,
): MapSearchParams {
  const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
  // The start of a hold may have moved by a second; drivers choose whole minutes.
  const seconds = Math.ceil((end - start) / 60_000) * 60;
  return {
    lat: spot.lat,
    lng: spot.lng,
    z: SPOT_ZOOM,
    from: start > now ? new Date(start).toISOString() : undefined,
    for: seconds === DEFAULT_SECONDS ? undefined : seconds,
    class: isVehicleClass(vehicle_class) ? vehicle_class : undefined,
    spot: spot.id,
  };
}

/** The vehicle class that was last chosen in this browser. */
export function storedVehicleClass(): VehicleClass {
  const stored = getStored("vehicle-class");
  return isVehicleClass(stored) ? stored : DEFAULT_VEHICLE_CLASS;
}

export function storeVehicleClass(vehicleClass: VehicleClass): void {
  setStored("vehicle-class", vehicleClass);
}
