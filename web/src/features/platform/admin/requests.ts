import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, noteBody, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface JobFilters {
  state?: string | undefined;
  kind?: string | undefined;
}

export function jobsQuery(filters: JobFilters) {
  return pagedQuery(["jobs", filters], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/jobs", {
        params: { query: { ...definedFilters(filters), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}

export function jobResultQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "job-result", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/jobs/{id}/result", { params: { path: { id } }, signal })),
  });
}

export const requeueJob = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/jobs/{id}/requeue", noteBody(id, note)));
export const discardJob = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/jobs/{id}/discard", noteBody(id, note)));

export interface AuditFilters {
  actor?: string | undefined;
  action?: string | undefined;
  subject_id?: string | undefined;
}

export function auditQuery(filters: AuditFilters) {
  return pagedQuery(["audit", filters], (cursor, signal) =>
    unwrap(
      api.GET("/api/v1/admin/audit", {
        params: { query: { ...definedFilters(filters), ...cursor, limit: 50 } },
        signal,
      }),
    ),
  );
}
