import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { toRfc3339 } from "@/lib/time";

export function closuresQuery(age: "current" | "all") {
  return pagedQuery(["closures", age], (cursor, signal) =>
    unwrap(api.GET("/api/v1/admin/closures", { params: { query: { age, ...cursor } }, signal })),
  );
}

export function createClosure(body: components["schemas"]["CreateClosure"]) {
  return unwrap(api.POST("/api/v1/admin/closures", { body }));
}

export function endClosure(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/closures/{id}/end", { params: { path: { id } }, body: { note } }));
}

export function spotOptionsQuery(filters: { q?: string; zone_id?: string; city_id?: string | undefined }) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "some-spots", filters],
    queryFn: async ({ signal }) => {
      const query = { ...definedFilters(filters), in_service: true, limit: 100 };
      return (await unwrap(api.GET("/api/v1/admin/spots", { params: { query }, signal }))).spots;
    },
  });
}

export function zoneOptionsQuery(filters: { q?: string; city_id?: string | undefined }) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "some-zones", filters],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET("/api/v1/admin/zones", { params: { query: { ...definedFilters(filters), limit: 100 } }, signal }),
        )
      ).zones,
  });
}

/** Reservations of these spots in the period; `isPartial` if there may be more. */
export function affectedReservationsQuery(spotIds: string[], from: number, to: number) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "in-the-way", spotIds, from, to],
    staleTime: 5_000,
    queryFn: async ({ signal }) => {
      const period = { from: toRfc3339(from), to: toRfc3339(to), limit: 100 };
      const [only] = spotIds;
      const of = spotIds.length === 1 && only ? { spot_id: only } : {};
      const calls = (["held", "confirmed"] as const).map((status) =>
        unwrap(api.GET("/api/v1/admin/reservations", { params: { query: { ...period, ...of, status } }, signal })),
      );
      const pages = await Promise.all(calls);
      const ids = new Set(spotIds);
      return {
        reservations: pages.flatMap((page) => page.reservations).filter(({ spot }) => ids.has(spot.id)),
        isPartial: pages.some((page) => page.next_cursor),
      };
    },
  });
}
