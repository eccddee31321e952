import { pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export function permitsQuery(cityId: string) {
  return pagedQuery(["permits", cityId], ({ cursor }, signal) =>
    unwrap(
      api.GET("/api/v1/admin/cities/{id}/reduced-rate-permits", {
        params: { path: { id: cityId }, query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );
}

/** Without a start, the permit is in force from now on. */
export interface NewPermit {
  email: string;
  reference: string;
  starts_at?: string;
  /** Empty if it is not filled; the api refuses it. */
  ends_at: string;
}

export function grantPermit(cityId: string, body: NewPermit) {
  return unwrap(api.POST("/api/v1/admin/cities/{id}/reduced-rate-permits", { params: { path: { id: cityId } }, body }));
}

export function revokePermit(id: string) {
  return unwrap(api.POST("/api/v1/admin/reduced-rate-permits/{id}/revoke", { params: { path: { id } } }));
}
