import { expect, test } from "vitest";
import type { SiteDetails } from "@/api/visit-types";
import { sameSite } from "./site-requests";

test("page of a garage does not show another one while it loads", () => {
  const site = { id: "garage", name: "Garage 43" } as SiteDetails;
  expect(sameSite("garage", site)).toBe(site);
  expect([sameSite("lot", site), sameSite("garage", undefined)]).toEqual([undefined, undefined]);
});
