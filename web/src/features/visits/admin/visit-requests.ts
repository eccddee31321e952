import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, noteBody, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface VisitFilters {
  site_id?: string | undefined;
  city_id?: string | undefined;
  state?: string | undefined;
  /** A whole address. */
  q?: string | undefined;
}

export function visitsQuery(filters: VisitFilters) {
  return pagedQuery(["visits", filters], (cursor, signal) => {
    const query = { ...definedFilters(filters), ...cursor, limit: 50 };
    return unwrap(api.GET("/api/v1/admin/visits", { params: { query }, signal }));
  });
}

/** The plate is in the body, so that no log contains it. */
export async function searchPlate(plate: string, note: string) {
  return (await unwrap(api.POST("/api/v1/admin/visits/plate-searches", { body: { plate, note } }))).visits;
}

export function visitQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "visit", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/visits/{id}", { params: { path: { id } }, signal })),
  });
}

/** Lets a driver in by the account's address. */
export function beginVisit(body: { site_id: string; email: string; note: string }) {
  return unwrap(api.POST("/api/v1/admin/visits", { body }));
}

export interface EndOfVisit {
  reason: "operator" | "lost_ticket" | "reset";
  /** Now if omitted. */
  at?: string;
  note: string;
}

export function endVisit(id: string, body: EndOfVisit) {
  return unwrap(api.POST("/api/v1/admin/visits/{id}/end", { params: { path: { id } }, body }));
}

/** The vehicle of a visit that has ended is gone. */
export function recordDeparture(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/visits/{id}/depart", noteBody(id, note)));
}

export function countsQuery(siteId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "counts", siteId],
    queryFn: ({ signal }) => {
      const options = { params: { path: { id: siteId } }, signal };
      return unwrap(api.GET("/api/v1/admin/sites/{id}/counts", options));
    },
  });
}

/** Without a zone, of the whole site. */
export function recountSite(siteId: string, body: { zone_id?: string; counted: number; note: string }) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/recounts", { params: { path: { id: siteId } }, body }));
}

/** Newest first. */
export function incidentsQuery(siteId: string, isOpen: boolean) {
  return pagedQuery(["incidents", siteId, isOpen], (cursor, signal) => {
    const query = { ...(isOpen && { open: true }), ...cursor, limit: 20 };
    return unwrap(api.GET("/api/v1/admin/sites/{id}/incidents", { params: { path: { id: siteId }, query }, signal }));
  });
}

export function resolveIncident(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/incidents/{id}/resolve", noteBody(id, note)));
}

export function openBarrier(laneId: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/lanes/{id}/open", noteBody(laneId, note)));
}
