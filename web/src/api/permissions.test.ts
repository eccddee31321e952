import { expect, test, vi } from "vitest";
import { hasPermission, type OwnPermissions } from "./permissions";

// The client reads the address of the page.
vi.mock("./client", () => ({ api: {} }));

const own: OwnPermissions = {
  roles: [],
  permissions: [
    { permission: "view_places", everywhere: true, city_ids: [], site_ids: [] },
    { permission: "manage_places", everywhere: false, city_ids: ["boston"], site_ids: [] },
  ],
};

test("permission everywhere applies in every city", () => {
  expect(hasPermission(own, "view_places")).toBe(true);
  expect(hasPermission(own, "view_places", "new-york")).toBe(true);
});

test("permission in a city does not apply in another", () => {
  expect(hasPermission(own, "manage_places")).toBe(true);
  expect(hasPermission(own, "manage_places", "boston")).toBe(true);
  expect(hasPermission(own, "manage_places", "new-york")).toBe(false);
});

test("nothing is permitted without a role", () => {
  expect(hasPermission(own, "view_money")).toBe(false);
  expect(hasPermission(undefined, "view_places")).toBe(false);
});
