import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface RoleGrantFilters {
  user_id?: string | undefined;
  city_id?: string | undefined;
  role?: string | undefined;
  age?: string | undefined;
}

export function roleGrantsQuery(filters: RoleGrantFilters) {
  return pagedQuery(["role-grants", filters], (cursor, signal) => {
    const query = { ...definedFilters(filters), ...cursor, limit: 50 };
    return unwrap(api.GET("/api/v1/admin/role-grants", { params: { query }, signal }));
  });
}

export const rolesQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "roles"],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/admin/roles", { signal }))).roles,
});

interface NewRoleGrant {
  email: string;
  role: string;
  /** Empty for everywhere. */
  cityId: string;
  /** Empty for the whole city. */
  siteId: string;
  note: string;
}

export function grantRole({ email, role, cityId, siteId, note }: NewRoleGrant) {
  const body = { email, role, note, ...(cityId && { city_id: cityId }), ...(siteId && { site_id: siteId }) };
  return unwrap(api.POST("/api/v1/admin/role-grants", { body }));
}

export function revokeRole(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/role-grants/{id}/revoke", { params: { path: { id } }, body: { note } }));
}
