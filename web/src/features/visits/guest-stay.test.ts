import { expect, test } from "vitest";
import type { SavedReservation } from "@/lib/saved-reservations";
import { guestStay } from "./guest-stay";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const site = { levels: [{ zone_id: "level-1" }] } as Parameters<typeof guestStay>[0];

function saved(id: string, change: object = {}, token: string | undefined = "t"): SavedReservation {
  const reservation = { id, status: "confirmed", spot: { zone: { id: "level-1" } }, ends_at: "2026-12-01T13:00:00Z" };
  return { reservation: { ...reservation, ...change }, token, at: NOW } as SavedReservation;
}

test("guest enters with the reservation at the site", () => {
  const all = [saved("street", { spot: { zone: { id: "w43" } } }), saved("garage"), saved("later")];
  expect(guestStay(site, all, NOW)).toEqual({ id: "garage", token: "t" });
});

test("only a confirmed stay with a token counts", () => {
  const all = [
    saved("held", { status: "held" }),
    saved("over", { ends_at: "2026-12-01T12:00:00Z" }),
    { ...saved("account"), token: undefined },
  ];
  expect(guestStay(site, all, NOW)).toBeUndefined();
});
