import { queryOptions } from "@tanstack/react-query";
import { ADMIN, asked, pages, save } from "@/api/admin";
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export interface SpotFilters {
  city_id?: string | undefined;
  zone_id?: string | undefined;
  q?: string | undefined;
  in_service?: boolean | undefined;
}

export function spotsPages(filters: SpotFilters) {
  return pages(["spots", filters], (cursor, signal) =>
    ask(api.GET("/api/v1/admin/spots", { params: { query: { ...asked(filters), ...cursor, limit: 50 } }, signal })),
  );
}

export function spotQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "spot", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/spots/{id}", { params: { path: { id } }, signal })),
  });
}

export function createSpot(body: Schemas["CreateSpot"]) {
  return ask(api.POST("/api/v1/admin/spots", { body }));
}

export function updateSpot(id: string, body: Schemas["UpdateSpot"]) {
  return ask(api.PATCH("/api/v1/admin/spots/{id}", { params: { path: { id } }, body }));
}

export function retireSpot(id: string, note: string) {
  return ask(api.POST("/api/v1/admin/spots/{id}/retire", { params: { path: { id } }, body: { note } }));
}

export function restoreSpot(id: string, note: string) {
  return ask(api.POST("/api/v1/admin/spots/{id}/restore", { params: { path: { id } }, body: { note } }));
}

export interface ZoneFilters {
  city_id?: string | undefined;
  q?: string | undefined;
}

export function zonesPages(filters: ZoneFilters) {
  return pages(["zones", filters], (cursor, signal) =>
    ask(api.GET("/api/v1/admin/zones", { params: { query: { ...asked(filters), ...cursor, limit: 50 } }, signal })),
  );
}

export function zoneQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "zone", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/zones/{id}", { params: { path: { id } }, signal })),
  });
}

export function createZone(body: Schemas["CreateZone"]) {
  return ask(api.POST("/api/v1/admin/zones", { body }));
}

export function updateZone(id: string, body: Schemas["UpdateZone"]) {
  return ask(api.PATCH("/api/v1/admin/zones/{id}", { params: { path: { id } }, body }));
}

export function createCity(body: Schemas["CreateCity"]) {
  return ask(api.POST("/api/v1/admin/cities", { body }));
}

export function updateCity(id: string, body: Schemas["UpdateCity"]) {
  return ask(api.PATCH("/api/v1/admin/cities/{id}", { params: { path: { id } }, body }));
}

export type FileKind = "text/csv" | "application/geo+json";

/** What kind of file it is, by its name. */
export function kindOf(name: string): FileKind {
  return /\.csv$/i.test(name) ? "text/csv" : "application/geo+json";
}

/** As a trial nothing is written: the answer tells what would be. */
export function importSpots(cityId: string, kind: FileKind, text: string, isTrial: boolean) {
  return ask(
    api.POST("/api/v1/admin/cities/{id}/spots", {
      params: { path: { id: cityId }, query: isTrial ? { dry_run: true } : {} },
      headers: { "content-type": kind },
      body: text as never,
      bodySerializer: (body: unknown) => body as string,
    }),
  );
}

export function exportSpots(cityId: string, slug: string, kind: FileKind) {
  const call = api.GET("/api/v1/admin/cities/{id}/spots", {
    params: { path: { id: cityId } },
    headers: { accept: kind },
    parseAs: "text",
  });
  return save(call, kind === "text/csv" ? `${slug}.csv` : `${slug}.geojson`);
}
