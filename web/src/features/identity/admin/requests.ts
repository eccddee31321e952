import { queryOptions } from "@tanstack/react-query";
import { ADMIN, asked, pages } from "@/api/admin";
import { api, ask } from "@/api/client";

export interface UserFilters {
  email?: string | undefined;
  role?: string | undefined;
}

export function usersPages(filters: UserFilters) {
  return pages(["users", filters], (cursor, signal) => {
    const query = { ...asked(filters), ...cursor, limit: 50 };
    return ask(api.GET("/api/v1/admin/users", { params: { query }, signal }));
  });
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN, "user", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/users/{id}", { params: { path: { id } }, signal })),
  });
}

const of = (id: string, note: string) => ({ params: { path: { id } }, body: { note } });

export const disableUser = (id: string, note: string) =>
  ask(api.POST("/api/v1/admin/users/{id}/disable", of(id, note)));
export const enableUser = (id: string, note: string) => ask(api.POST("/api/v1/admin/users/{id}/enable", of(id, note)));
export const signUserOut = (id: string, note: string) =>
  ask(api.POST("/api/v1/admin/users/{id}/sign-out", of(id, note)));
export const eraseUser = (id: string, note: string) => ask(api.POST("/api/v1/admin/users/{id}/erase", of(id, note)));

export function eraseGuest(email: string, note: string) {
  return ask(api.POST("/api/v1/admin/guests/erase", { body: { email, note } }));
}
