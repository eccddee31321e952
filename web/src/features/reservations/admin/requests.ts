import { queryOptions } from "@tanstack/react-query";
import { ADMIN, asked, pages } from "@/api/admin";
import { api, ask } from "@/api/client";

export interface ReservationFilters {
  id?: string | undefined;
  email?: string | undefined;
  spot_id?: string | undefined;
  zone_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  status?: string | undefined;
}

export function reservationsPages(filters: ReservationFilters) {
  return pages(["reservations", filters], (cursor, signal) => {
    const query = { ...asked(filters), ...cursor, limit: 50 };
    return ask(api.GET("/api/v1/admin/reservations", { params: { query }, signal }));
  });
}

export function reservationQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "reservation", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/reservations/{id}", { params: { path: { id } }, signal })),
  });
}

const of = (id: string, note: string) => ({ params: { path: { id } }, body: { note } });

export function cancelReservation(id: string, note: string) {
  return ask(api.POST("/api/v1/admin/reservations/{id}/cancel", of(id, note)));
}

export function endReservation(id: string, note: string) {
  return ask(api.POST("/api/v1/admin/reservations/{id}/end", of(id, note)));
}

export function revokeReservation(id: string, note: string) {
  return ask(api.POST("/api/v1/admin/reservations/{id}/revoke", of(id, note)));
}
