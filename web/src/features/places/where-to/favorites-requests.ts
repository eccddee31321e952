import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { Favorite } from "@/api/types";

/** Of the account. */
export const favoritesQuery = queryOptions({
  queryKey: ["favorites"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/account/favorites", { signal }))).favorites,
});

/** A favorite within 10 m is replaced. */
export function addFavorite({ name, detail, lat, lng }: Pick<Favorite, "name" | "detail" | "lat" | "lng">) {
  return unwrap(api.POST("/api/v1/account/favorites", { body: { name, detail, lat, lng } }));
}

export function removeFavorite(id: string) {
  return unwrap(api.DELETE("/api/v1/account/favorites/{id}", { params: { path: { id } } }));
}
