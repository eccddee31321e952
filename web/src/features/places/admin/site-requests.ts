import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export interface SiteFilters {
  city_id?: string | undefined;
  kind?: string | undefined;
  q?: string | undefined;
  in_service?: boolean | undefined;
}

export function sitesQuery(filters: SiteFilters) {
  return pagedQuery(["sites", filters], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/sites", {
        params: { query: { ...definedFilters(filters), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}

export function siteQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "site", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/sites/{id}", { params: { path: { id } }, signal })),
  });
}

export function createSite(body: Schemas["CreateSite"]) {
  return unwrap(api.POST("/api/v1/admin/sites", { body }));
}

export function updateSite(id: string, body: Schemas["UpdateSite"]) {
  return unwrap(api.PATCH("/api/v1/admin/sites/{id}", { params: { path: { id } }, body }));
}

export function retireSite(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/retire", { params: { path: { id } }, body: { note } }));
}

export function restoreSite(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/restore", { params: { path: { id } }, body: { note } }));
}
