import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";

export function chargesQuery(state: string | undefined) {
  return pagedQuery(["charges", state], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/charges", {
        params: { query: { ...definedFilters({ state }), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}

export function chargeQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "charge", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/charges/{id}", { params: { path: { id } }, signal })),
  });
}

export function refundCharge(id: string, body: components["schemas"]["CreateRefund"]) {
  return unwrap(api.POST("/api/v1/admin/charges/{id}/refunds", { params: { path: { id } }, body }));
}
