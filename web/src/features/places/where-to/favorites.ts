import type { Favorite } from "@/api/types";
import { getStored, setStored } from "@/lib/storage";
import type { Position } from "@/lib/geo";
import { isSamePosition, readPlaces } from "./known-place";

/** A destination that the driver has kept: in the account, or without an `id` in this browser. */
export type FavoritePlace = Pick<Favorite, "name" | "detail" | "lat" | "lng"> & { id?: string };

const KEY = "favorites";
/** As in an account. */
const MAX_FAVORITES = 50;

/** The favorites of this browser, the latest first. */
export function storedFavorites(): FavoritePlace[] {
  return readPlaces<FavoritePlace>(getStored(KEY)).slice(0, MAX_FAVORITES);
}

export function storeFavorites(places: FavoritePlace[]): void {
  setStored(KEY, places.length ? places : undefined);
}

export function favoriteAt(favorites: FavoritePlace[], place: Position): FavoritePlace | undefined {
  return favorites.find((each) => isSamePosition(each, place));
}

export function withFavorite(favorites: FavoritePlace[], { name, detail, lat, lng }: FavoritePlace): FavoritePlace[] {
  return [{ name, detail, lat, lng }, ...withoutFavorite(favorites, { lat, lng })].slice(0, MAX_FAVORITES);
}

export function withoutFavorite(favorites: FavoritePlace[], place: Position): FavoritePlace[] {
  return favorites.filter((each) => !isSamePosition(each, place));
}

/** The favorites of the account, and those of this browser at other places. */
export function mergeFavorites(account: FavoritePlace[], local: FavoritePlace[]): FavoritePlace[] {
  return [...account, ...local.filter((each) => !favoriteAt(account, each))];
}
