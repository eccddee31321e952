import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, noteBody } from "@/api/admin";
import { api, unwrap } from "@/api/client";

/** Lanes, devices and cameras of a site, also those that are retired or revoked. */
export function equipmentQuery(siteId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "equipment", siteId],
    queryFn: ({ signal }) => {
      const options = { params: { path: { id: siteId } }, signal };
      return unwrap(api.GET("/api/v1/admin/sites/{id}/equipment", options));
    },
  });
}

export interface LaneBody {
  name: string;
  direction: string;
  /** `null` for no barrier. */
  gateway_id: string | null;
}

export function createLane(siteId: string, body: LaneBody) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/lanes", { params: { path: { id: siteId } }, body }));
}

export function updateLane(id: string, body: Partial<LaneBody> & { is_retired?: boolean }) {
  return unwrap(api.PATCH("/api/v1/admin/lanes/{id}", { params: { path: { id } }, body }));
}

export function createDevice(siteId: string, body: { kind: string; name: string }) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/devices", { params: { path: { id: siteId } }, body }));
}

export function renewDeviceKey(id: string) {
  return unwrap(api.POST("/api/v1/admin/devices/{id}/renew-key", { params: { path: { id } } }));
}

export function revokeDevice(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/devices/{id}/revoke", noteBody(id, note)));
}

export function createCamera(siteId: string, body: { name: string; vendor: string; lane_id: string }) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/cameras", { params: { path: { id: siteId } }, body }));
}

export function revokeCamera(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/cameras/{id}/revoke", noteBody(id, note)));
}
