import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { SiteRulesView } from "@/api/visit-types";

/** The rules of entry of a site; the defaults if they were never set. */
export function rulesQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "rules", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/sites/{id}/rules", { params: { path: { id } }, signal })),
  });
}

/** Replaces all of them. */
export function setRules(id: string, body: SiteRulesView) {
  return unwrap(api.PUT("/api/v1/admin/sites/{id}/rules", { params: { path: { id } }, body }));
}
