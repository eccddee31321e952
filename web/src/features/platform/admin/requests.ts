import { asked, pages } from "@/api/admin";
import { api, ask } from "@/api/client";

export interface JobFilters {
  state?: string | undefined;
  kind?: string | undefined;
}

export function jobsPages(filters: JobFilters) {
  return pages(["jobs", filters], (cursor, signal) =>
    ask(api.GET("/api/v1/admin/jobs", { params: { query: { ...asked(filters), ...cursor, limit: 50 } }, signal })),
  );
}

const of = (id: string, note: string) => ({ params: { path: { id } }, body: { note } });

export const requeueJob = (id: string, note: string) => ask(api.POST("/api/v1/admin/jobs/{id}/requeue", of(id, note)));
export const discardJob = (id: string, note: string) => ask(api.POST("/api/v1/admin/jobs/{id}/discard", of(id, note)));

export interface AuditFilters {
  actor?: string | undefined;
  action?: string | undefined;
  subject_id?: string | undefined;
}

export function auditPages(filters: AuditFilters) {
  return pages(["audit", filters], (cursor, signal) =>
    ask(api.GET("/api/v1/admin/audit", { params: { query: { ...asked(filters), ...cursor, limit: 50 } }, signal })),
  );
}
