import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, noteBody, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface ReservationFilters {
  id?: string | undefined;
  reference?: string | undefined;
  email?: string | undefined;
  spot_id?: string | undefined;
  zone_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  status?: string | undefined;
}

export function reservationsQuery(filters: ReservationFilters) {
  return pagedQuery(["reservations", filters], (cursor, signal) => {
    const query = { ...definedFilters(filters), ...cursor, limit: 50 };
    return unwrap(api.GET("/api/v1/admin/reservations", { params: { query }, signal }));
  });
}

export function reservationQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "reservation", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/reservations/{id}", { params: { path: { id } }, signal })),
  });
}

/** The plate is in the body, so that no log contains it. */
export async function searchPlate(plate: string, note: string) {
  return (await unwrap(api.POST("/api/v1/admin/plate-searches", { body: { plate, note } }))).reservations;
}

export function cancelReservation(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/reservations/{id}/cancel", noteBody(id, note)));
}

export function endReservation(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/reservations/{id}/end", noteBody(id, note)));
}

export function revokeReservation(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/reservations/{id}/revoke", noteBody(id, note)));
}
