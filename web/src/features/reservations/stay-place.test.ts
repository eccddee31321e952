import { expect, test } from "vitest";
import type { SharedStay } from "@/api/types";
import { searchTexts } from "@/texts/reservations";
import { placeOfSharedStay } from "./stay-place";

const STAY: SharedStay = {
  status: "confirmed",
  starts_at: "2026-11-30T12:00:00Z",
  ends_at: "2026-11-30T13:00:00Z",
  time_zone: "America/New_York",
  spot_label: "1443012-2",
  lat: 40.75,
  lng: -73.99,
  position_assumed: true,
  street: "West 39 Street",
  side: "S",
  from_street: "7 Avenue",
  to_street: "8 Avenue",
  site_name: null,
};

test("place on a street names its cross streets", () => {
  expect(placeOfSharedStay(STAY)).toMatchObject({
    name: searchTexts.street("West 39 Street", "S"),
    detail: searchTexts.between("7 Avenue", "8 Avenue"),
    assumed: searchTexts.assumed("1443012"),
  });
});

test("place in a garage begins with its name", () => {
  const stay = { ...STAY, site_name: "Garage West", side: "unknown", to_street: "", position_assumed: false };
  expect(placeOfSharedStay(stay)).toMatchObject({
    name: "Garage West",
    detail: `${searchTexts.street("West 39 Street", "unknown")}, ${searchTexts.between("7 Avenue", "")}`,
    assumed: undefined,
  });
});
