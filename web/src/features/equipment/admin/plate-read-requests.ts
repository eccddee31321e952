import { pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { PlateReads } from "@/api/visit-types";

/** A vehicle may wait at the barrier. */
const EMPTY_REFRESH_MS = 5_000;
/** The audit log gets an entry each time that plates are shown. */
const SHOWN_REFRESH_MS = 30_000;

/** Newest first; without an outcome all of them. Those that wait for review are loaded again by themselves. */
export function plateReadsQuery(siteId: string, outcome: string | undefined) {
  const query = pagedQuery(["plate-reads", siteId, outcome], (cursor, signal) => {
    const query = { ...(outcome && { outcome }), ...cursor, limit: 20 };
    return unwrap(api.GET("/api/v1/admin/sites/{id}/plate-reads", { params: { path: { id: siteId }, query }, signal }));
  });
  return { ...query, enabled: Boolean(siteId), ...(outcome === "review" && { refetchInterval: refreshInterval }) };
}

interface LoadedReads {
  state: { data?: { pages: PlateReads[] } | undefined };
}

export function refreshInterval({ state }: LoadedReads): number {
  const isEmpty = !state.data?.pages.some(({ reads }) => reads.length > 0);
  return isEmpty ? EMPTY_REFRESH_MS : SHOWN_REFRESH_MS;
}

/** For the source of a picture, which the browser loads with the session's cookie. */
export const imagePath = (id: string) => `/api/v1/admin/plate-reads/${id}/image`;

export interface ReadDecision {
  decision: "admit" | "dismiss";
  /** By default the proposed one. */
  reservation_id?: string;
  email?: string;
  note: string;
}

export function decideRead(id: string, body: ReadDecision) {
  return unwrap(api.POST("/api/v1/admin/plate-reads/{id}/decision", { params: { path: { id } }, body }));
}
