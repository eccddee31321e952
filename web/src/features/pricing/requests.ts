import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";

export function priceHistoryQuery(zoneId: string) {
  return queryOptions({
    queryKey: ["price-history", zoneId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/zones/{id}/price-history", { params: { path: { id: zoneId } }, signal })),
  });
}
