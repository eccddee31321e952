/** The city in which the app opens. */
import { distance, type Position } from "./geo";
import { utcOffset } from "./time";

export interface CityPlace {
  id: string;
  time_zone: string;
  /** Of the spots; none without spots. */
  center?: Position | null | undefined;
}

/** The facts about the driver that are known; they count in this order. */
export interface Whereabouts<V extends Position = Position> {
  /** The city that the driver has chosen in the app. */
  chosenId?: string | undefined;
  /** Where the driver is. */
  position?: Position | undefined;
  /** The device's time zone. */
  timeZone?: string | undefined;
  /** The map at the last visit. */
  lastView?: V | undefined;
}

/** Only cities with spots count. */
export function nearestCity<T extends CityPlace>(cities: T[], to: Position): T | undefined {
  const metres = ({ center }: T) => (center ? distance(center, to) : Infinity);
  const [first, ...others] = cities.filter(({ center }) => center);
  return others.reduce((nearest, city) => (nearest && metres(city) < metres(nearest) ? city : nearest), first);
}

const DAY_MINUTES = 1_440;

/** The first city in the time zone, else that whose clocks differ least. */
export function cityByClock<T extends { time_zone: string }>(cities: T[], zone: string, now: number): T | undefined {
  const difference = ({ time_zone }: T) => clockDifference(time_zone, zone, now);
  const inZone = cities.find(({ time_zone }) => time_zone === zone);
  return inZone ?? [...cities].sort((a, b) => difference(a) - difference(b))[0];
}

/** The difference of the clocks in minutes; thirteen hours ahead is as far as eleven hours behind. */
function clockDifference(zone: string, other: string, now: number): number {
  const difference = Math.abs(utcOffset(now, zone) - utcOffset(now, other)) % DAY_MINUTES;
  return Math.min(difference, DAY_MINUTES - difference);
}

/**
 * The chosen city, else the nearest one, else that in the device's time zone, else that of the last visit, else that
 * whose clocks differ least. Undefined if no city has spots.
 */
export function openingCity<T extends CityPlace>(
  cities: T[],
  { chosenId, position, timeZone, lastView }: Whereabouts,
  now: number,
): T | undefined {
  const shown = cities.filter(({ center }) => center);
  const chosen = shown.find(({ id }) => id === chosenId);
  if (chosen) return chosen;
  if (position) return nearestCity(shown, position);
  const last = lastView && nearestCity(shown, lastView);
  const inZone = shown.filter(({ time_zone }) => time_zone === timeZone);
  if (inZone.length) return inZone.find((city) => city === last) ?? inZone[0];
  if (last || !timeZone) return last ?? shown[0];
  return cityByClock(shown, timeZone, now);
}

/** Where the map opens: as at the last visit if that was in the opening city, else in the centre of the city. */
export function openingView<V extends Position>(
  cities: CityPlace[],
  whereabouts: Whereabouts<V>,
  now: number,
): V | Position | undefined {
  const { lastView } = whereabouts;
  const city = openingCity(cities, whereabouts, now);
  if (lastView && (!city || nearestCity(cities, lastView) === city)) return lastView;
  return city?.center ?? undefined;
}
