import type { components } from "./schema";

export type OwnPermissions = components["schemas"]["OwnPermissions"];

/** As in the security requirements of the api. */
export type Permission =
  | "view_places"
  | "manage_places"
  | "manage_closures"
  | "view_tariffs"
  | "manage_tariffs"
  | "view_permits"
  | "manage_permits"
  | "create_cities"
  | "manage_cities"
  | "view_reservations"
  | "manage_reservations"
  | "view_visits"
  | "manage_visits"
  | "view_equipment"
  | "manage_equipment"
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

/** A city, or a site of it. */
export interface Place {
  cityId: string;
  /** Null on a street. */
  siteId?: string | null | undefined;
}

/** The permission with its places, if the user has it. */
export const findPermission = (own: OwnPermissions | undefined, name: Permission) =>
  own?.permissions.find(({ permission }) => permission === name);

/** True if the permission applies in the place; without one, in at least one place. */
export function hasPermission(own: OwnPermissions | undefined, name: Permission, place?: Place): boolean {
  const found = findPermission(own, name);
  if (!found) return false;
  if (found.everywhere || !place) return true;
  const { cityId, siteId } = place;
  return found.city_ids.includes(cityId) || Boolean(siteId && found.site_ids.includes(siteId));
}

/** True if the permission applies in at least one city as a whole. */
export function hasCityPermission(own: OwnPermissions | undefined, name: Permission): boolean {
  const found = findPermission(own, name);
  return found !== undefined && (found.everywhere || found.city_ids.length > 0);
}

/** True if the permission applies in the city or in at least one of its sites. */
export function hasPermissionWithin(own: OwnPermissions | undefined, name: Permission, cityId: string): boolean {
  const sites = own?.roles.filter(({ city_id }) => city_id === cityId).map(({ site_id }) => site_id) ?? [];
  return [null, ...sites].some((siteId) => hasPermission(own, name, { cityId, siteId }));
}
