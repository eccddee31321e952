import { expect, test } from "vitest";
import { hasCityPermission, hasPermission, hasPermissionWithin, type OwnPermissions } from "./own-permissions";

const own: OwnPermissions = {
  roles: [
    { role: "analyst", city_id: null, site_id: null },
    { role: "technician", city_id: "new-york", site_id: "depot" },
    { role: "operator", city_id: "boston", site_id: null },
    { role: "operator", city_id: "new-york", site_id: "garage" },
    { role: "officer", city_id: "paris", site_id: "lot" },
  ],
  permissions: [
    { permission: "view_places", everywhere: true, city_ids: [], site_ids: [] },
    { permission: "manage_places", everywhere: false, city_ids: ["boston"], site_ids: ["garage"] },
    { permission: "view_reservations", everywhere: false, city_ids: [], site_ids: ["lot"] },
  ],
};

test("permission everywhere applies in every city", () => {
  expect(hasPermission(own, "view_places")).toBe(true);
  expect(hasPermission(own, "view_places", { cityId: "new-york" })).toBe(true);
  expect(hasCityPermission(own, "view_places")).toBe(true);
});

test("permission in a city does not apply in another", () => {
  expect(hasPermission(own, "manage_places")).toBe(true);
  expect(hasPermission(own, "manage_places", { cityId: "boston" })).toBe(true);
  expect(hasPermission(own, "manage_places", { cityId: "boston", siteId: "yard" })).toBe(true);
  expect(hasPermission(own, "manage_places", { cityId: "paris" })).toBe(false);
});

test("permission in a site does not apply in its city", () => {
  expect(hasPermission(own, "manage_places", { cityId: "new-york", siteId: "garage" })).toBe(true);
  expect(hasPermission(own, "manage_places", { cityId: "new-york", siteId: "depot" })).toBe(false);
  expect(hasPermission(own, "manage_places", { cityId: "new-york", siteId: null })).toBe(false);
  expect(hasCityPermission(own, "view_reservations")).toBe(false);
});

test("permission in a site applies within its city", () => {
  expect(hasPermissionWithin(own, "manage_places", "new-york")).toBe(true);
  expect(hasPermissionWithin(own, "manage_places", "boston")).toBe(true);
  expect(hasPermissionWithin(own, "manage_places", "paris")).toBe(false);
});

test("nothing is permitted without a role", () => {
  expect(hasPermission(own, "view_money")).toBe(false);
  expect(hasCityPermission(own, "view_money")).toBe(false);
  expect(hasPermissionWithin(own, "view_money", "boston")).toBe(false);
  expect(hasPermission(undefined, "view_places")).toBe(false);
});
