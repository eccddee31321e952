import { queryOptions } from "@tanstack/react-query";
import { ADMIN, asked, pages } from "@/api/admin";
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";

export function chargesPages(state: string | undefined) {
  return pages(["charges", state], (cursor, signal) =>
    ask(api.GET("/api/v1/admin/charges", { params: { query: { ...asked({ state }), ...cursor, limit: 50 } }, signal })),
  );
}

export function chargeQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "charge", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/charges/{id}", { params: { path: { id } }, signal })),
  });
}

export function refundCharge(id: string, body: components["schemas"]["CreateRefund"]) {
  return ask(api.POST("/api/v1/admin/charges/{id}/refunds", { params: { path: { id } }, body }));
}
