import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import type { VehicleBody } from "@/api/types";

export const vehiclesQuery = queryOptions({
  queryKey: ["vehicles"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/vehicles", { signal }))).vehicles,
});

/** Adds a vehicle, or changes the one with this id. */
export function saveVehicle(body: VehicleBody, id?: string) {
  return id
    ? unwrap(api.PUT("/api/v1/vehicles/{id}", { params: { path: { id } }, body }))
    : unwrap(api.POST("/api/v1/vehicles", { body }));
}

export function removeVehicle(id: string) {
  return unwrap(api.DELETE("/api/v1/vehicles/{id}", { params: { path: { id } } }));
}
