import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { DayRange } from "./past-period";

export function guardRailsQuery(cityId: string, range: DayRange) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "guard-rails", cityId, range],
    enabled: Boolean(cityId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/admin/cities/{id}/guard-rails", { params: { path: { id: cityId }, query: range }, signal }),
      ),
  });
}
