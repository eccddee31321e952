import { getStored, setStored } from "@/lib/storage";
import { isSamePlace, type KnownPlace, readPlaces } from "./known-place";

const KEY = "recent-places";
const MAX_RECENT = 8;

/** The last destinations that were chosen in this browser, the latest first. */
export function storedRecent(): KnownPlace[] {
  return readPlaces<KnownPlace>(getStored(KEY)).slice(0, MAX_RECENT);
}

/** Removes them without places. */
export function storeRecent(places: KnownPlace[]): void {
  setStored(KEY, places.length ? places : undefined);
}

export function withRecent(places: KnownPlace[], place: KnownPlace): KnownPlace[] {
  return [place, ...places.filter((each) => !isSamePlace(each, place))].slice(0, MAX_RECENT);
}
