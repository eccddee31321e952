import { cityByClock } from "@/lib/city";
import { serverNow } from "@/lib/server-time";
import { getStored, setStored } from "@/lib/storage";
import { deviceTimeZone } from "@/lib/time";

/** The city that the console preselects, and in whose time zone it shows times that belong to no city. */
const KEY = "console-city";
const listeners = new Set<() => void>();

/** The city that was last chosen in this browser; without storage, on this page. */
export function storedDefaultCity(): string | undefined {
  return getStored<string>(KEY);
}

export function storeDefaultCity(id: string): void {
  setStored(KEY, id);
  for (const listener of listeners) listener();
}

export function subscribeDefaultCity(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The chosen city, else that whose clocks are nearest to the device's. */
export function defaultCity<T extends { id: string; time_zone: string }>(cities: T[]): T | undefined {
  const chosenId = storedDefaultCity();
  return cities.find(({ id }) => id === chosenId) ?? cityByClock(cities, deviceTimeZone(), serverNow());
}
