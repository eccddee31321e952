import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, noteBody, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface UserFilters {
  email?: string | undefined;
  role?: string | undefined;
}

export function usersQuery(filters: UserFilters) {
  return pagedQuery(["users", filters], (cursor, signal) => {
    const query = { ...definedFilters(filters), ...cursor, limit: 50 };
    return unwrap(api.GET("/api/v1/admin/users", { params: { query }, signal }));
  });
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "user", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/users/{id}", { params: { path: { id } }, signal })),
  });
}

export const disableUser = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/users/{id}/disable", noteBody(id, note)));
export const enableUser = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/users/{id}/enable", noteBody(id, note)));
export const signOutUser = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/users/{id}/sign-out", noteBody(id, note)));
export const eraseUser = (id: string, note: string) =>
  unwrap(api.POST("/api/v1/admin/users/{id}/erase", noteBody(id, note)));

export function eraseGuest(email: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/guests/erase", { body: { email, note } }));
}
