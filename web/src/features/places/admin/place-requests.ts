import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery, downloadFile } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { uncheckedBody } from "@/api/unchecked-body";

type Schemas = components["schemas"];

export interface SpotFilters {
  city_id?: string | undefined;
  zone_id?: string | undefined;
  q?: string | undefined;
  in_service?: boolean | undefined;
}

export function spotsQuery(filters: SpotFilters) {
  return pagedQuery(["spots", filters], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/spots", {
        params: { query: { ...definedFilters(filters), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}

export function spotQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "spot", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/spots/{id}", { params: { path: { id } }, signal })),
  });
}

export function createSpot(body: Schemas["CreateSpot"]) {
  return unwrap(api.POST("/api/v1/admin/spots", { body }));
}

export function updateSpot(id: string, body: Schemas["UpdateSpot"]) {
  return unwrap(api.PATCH("/api/v1/admin/spots/{id}", { params: { path: { id } }, body }));
}

export function retireSpot(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/spots/{id}/retire", { params: { path: { id } }, body: { note } }));
}

export function restoreSpot(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/spots/{id}/restore", { params: { path: { id } }, body: { note } }));
}

export interface ZoneFilters {
  city_id?: string | undefined;
  site_id?: string | undefined;
  q?: string | undefined;
}

export function zonesQuery(filters: ZoneFilters) {
  return pagedQuery(["zones", filters], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/zones", {
        params: { query: { ...definedFilters(filters), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}

export function zoneQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "zone", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/zones/{id}", { params: { path: { id } }, signal })),
  });
}

export function createZone(body: Schemas["CreateZone"]) {
  return unwrap(api.POST("/api/v1/admin/zones", { body }));
}

export function updateZone(id: string, body: Schemas["UpdateZone"]) {
  return unwrap(api.PATCH("/api/v1/admin/zones/{id}", { params: { path: { id } }, body }));
}

export function createCity(body: Schemas["CreateCity"]) {
  return unwrap(api.POST("/api/v1/admin/cities", { body }));
}

export function updateCity(id: string, body: Schemas["UpdateCity"]) {
  return unwrap(api.PATCH("/api/v1/admin/cities/{id}", { params: { path: { id } }, body }));
}

export type FileKind = "text/csv" | "application/geo+json";

/** By the extension. */
export function fileKindOf(name: string): FileKind {
  return /\.csv$/i.test(name) ? "text/csv" : "application/geo+json";
}

/** A dry run writes nothing. A large file returns an import that continues in batches. */
export function importSpots(cityId: string, kind: FileKind, file: Blob, isDryRun: boolean) {
  return unwrap(
    api.POST("/api/v1/admin/cities/{id}/spots", {
      params: { path: { id: cityId }, query: isDryRun ? { dry_run: true } : {} },
      headers: { "content-type": kind },
      // Raw bytes: decoding them here would hide an encoding that is not UTF-8.
      body: uncheckedBody<string>(file),
      bodySerializer: (body: unknown) => body as Blob,
    }),
  );
}

/** Polls until the import has ended. */
export function importQuery(id: string | undefined) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "import", id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/admin/imports/{id}", { params: { path: { id: id ?? "" } }, signal })),
    refetchInterval: ({ state }) => (!state.data || state.data.state === "running" ? 1000 : false),
  });
}

export function exportSpots(cityId: string, slug: string, kind: FileKind, isForSpreadsheet = false) {
  const call = api.GET("/api/v1/admin/cities/{id}/spots", {
    params: { path: { id: cityId }, query: isForSpreadsheet ? { for: "spreadsheet" } : {} },
    headers: { accept: kind },
    // Text would lose the byte order mark.
    parseAs: "blob",
  });
  return downloadFile(call, kind === "text/csv" ? `${slug}.csv` : `${slug}.geojson`);
}
