import { expect, test } from "vitest";
import type { Reservation } from "@/api/types";
import { ownStay } from "./own-stay";

const at = (time: string) => Date.parse(`2026-06-15T${time}:00Z`);
const now = at("14:00");

const hold = {
  id: "r1",
  status: "held",
  active: false,
  spot: { id: "a1" },
  starts_at: "2026-06-15T14:00:00Z",
  ends_at: "2026-06-15T15:00:00Z",
  hold_expires_at: "2026-06-15T14:10:00Z",
} as Reservation;
const confirmed = { ...hold, status: "confirmed", hold_expires_at: null } as Reservation;

const find = (reservation: Reservation, from = "14:00", to = "15:00", spotId = "a1", time = now) =>
  ownStay([reservation], spotId, { from: at(from), to: at(to) }, time)?.id;

test("spot that the driver holds is their own", () => {
  expect([find(hold), find(confirmed)]).toEqual(["r1", "r1"]);
  expect(find(hold, "14:00", "15:00", "b2")).toBeUndefined();
});

test("hold is over when it expires", () => {
  expect(find(hold, "14:00", "15:00", "a1", at("14:10"))).toBeUndefined();
  expect(find(confirmed, "14:00", "15:00", "a1", at("14:59"))).toBe("r1");
  expect(find(confirmed, "14:00", "16:00", "a1", at("15:00"))).toBeUndefined();
  expect(find({ ...confirmed, status: "completed" } as Reservation)).toBeUndefined();
});

test("search for another time may reserve the spot again", () => {
  expect(find(confirmed, "15:00", "16:00")).toBeUndefined();
  expect(find(confirmed, "14:59", "16:00")).toBe("r1");
});
