import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMutation } from "@/lib/use-mutation";
import {
  favoriteAt,
  type FavoritePlace,
  mergeFavorites,
  storedFavorites,
  storeFavorites,
  withFavorite,
  withoutFavorite,
} from "./favorites";
import type { Position } from "@/lib/geo";
import { addFavorite, favoritesQuery, removeFavorite } from "./favorites-requests";
import { isSamePosition } from "./known-place";

/** Favorites are kept in the account of a user, and in the browser of anybody else. */
export function useFavorites(isSignedIn: boolean) {
  const client = useQueryClient();
  const account = useQuery({ ...favoritesQuery, enabled: isSignedIn });
  const [local, setLocal] = useState(storedFavorites);
  const favorites = useMemo(
    () => mergeFavorites((isSignedIn && account.data) || [], local),
    [isSignedIn, account.data, local],
  );
  const changeLocal = (places: FavoritePlace[]) => {
    storeFavorites(places);
    setLocal(places);
  };
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: async (place: FavoritePlace) => {
      const kept = favoriteAt(favorites, place);
      if (kept) {
        if (kept.id) await removeFavorite(kept.id);
        changeLocal(withoutFavorite(local, place));
      } else if (isSignedIn) await addFavorite(place);
      else changeLocal(withFavorite(local, place));
    },
    onSettled: () => client.invalidateQueries({ queryKey: favoritesQuery.queryKey }),
  });
  /** Keeps a place, or removes the favorite there. A second tap waits for the answer to the first. */
  const toggle = (place: FavoritePlace) => {
    if (!isPending) mutate(place);
  };
  const errorAt = (place: Position) => (variables && isSamePosition(variables, place) ? error : null);
  return { favorites, toggle, errorAt };
}
