import { queryOptions, useQuery } from "@tanstack/react-query";
import { ADMIN_KEY } from "./admin";
import { api, unwrap } from "./client";
import type { components } from "./schema";

export type OwnPermissions = components["schemas"]["OwnPermissions"];

/** As in the security requirements of the api. */
export type Permission =
  | "view_places"
  | "manage_places"
  | "manage_closures"
  | "create_cities"
  | "manage_cities"
  | "view_reservations"
  | "manage_reservations"
  | "view_money"
  | "refund_charges"
  | "view_reconciliations"
  | "view_figures"
  | "view_users"
  | "manage_users"
  | "view_jobs"
  | "manage_jobs"
  | "view_audit_log"
  | "manage_role_grants";

/** Repeated, so that a granted or revoked role shows without a reload. */
const REFRESH_INTERVAL_MS = 30_000;

export const permissionsQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "permissions"],
  refetchInterval: REFRESH_INTERVAL_MS,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/permissions", { signal })),
});

/** Whether the permission applies in a city; without one, in at least one place. */
export function hasPermission(own: OwnPermissions | undefined, name: Permission, cityId?: string): boolean {
  const found = own?.permissions.find(({ permission }) => permission === name);
  if (!found) return false;
  return found.everywhere || cityId === undefined || found.city_ids.includes(cityId);
}

/** The api refuses what is not permitted; the console only hides it. */
export function usePermissions() {
  const { data } = useQuery(permissionsQuery);
  return {
    has: (name: Permission, cityId?: string) => hasPermission(data, name, cityId),
    isEverywhere: (name: Permission) => data?.permissions.some((one) => one.permission === name && one.everywhere),
  };
}
