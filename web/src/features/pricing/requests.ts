import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

/** The permits that are in force or begin later, the earliest first. */
export const ownPermitsQuery = queryOptions({
  queryKey: ["own-permits"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/account/reduced-rate-permits", { signal }))).permits,
});

export function priceHistoryQuery(zoneId: string) {
  return queryOptions({
    queryKey: ["price-history", zoneId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/zones/{id}/price-history", { params: { path: { id: zoneId } }, signal })),
  });
}
