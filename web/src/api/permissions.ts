import { queryOptions, useQuery } from "@tanstack/react-query";
import { ADMIN_KEY } from "./admin";
import { api, unwrap } from "./client";
import { findPermission, hasPermission, hasPermissionWithin, type Permission, type Place } from "./own-permissions";

/** Repeated, so that a granted or revoked role shows without a reload. */
const REFRESH_INTERVAL_MS = 30_000;

export const permissionsQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "permissions"],
  refetchInterval: REFRESH_INTERVAL_MS,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/permissions", { signal })),
});

/** The api refuses what is not permitted; the console only hides it. */
export function usePermissions() {
  const { data } = useQuery(permissionsQuery);
  return {
    has: (name: Permission, place?: Place) => hasPermission(data, name, place),
    hasWithin: (name: Permission, cityId: string) => hasPermissionWithin(data, name, cityId),
    isEverywhere: (name: Permission) => findPermission(data, name)?.everywhere === true,
  };
}
