import { expect, test } from "vitest";
import type { SavedReservation } from "@/lib/saved-reservations";
import { guestStay } from "./guest-stay";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const site = { levels: [{ zone_id: "level-1" }] } as Parameters<typeof guestStay>[0]["site"];
const entrance = { site, kind: "entrance" };

function saved(id: string, change: object = {}, token: string | undefined = "t"): SavedReservation {
  const times = { starts_at: "2026-12-01T12:05:00Z", ends_at: "2026-12-01T13:00:00Z" };
  const reservation = { id, status: "confirmed", spot: { zone: { id: "level-1" } }, ...times };
  return { reservation: { ...reservation, ...change }, token, at: NOW } as SavedReservation;
}

test("guest enters with the reservation at the site", () => {
  const all = [saved("street", { spot: { zone: { id: "w43" } } }), saved("garage"), saved("later")];
  expect(guestStay(entrance, all, NOW)).toEqual({ id: "garage", token: "t", isOver: false });
});

test("only a confirmed stay with a token lets in", () => {
  const all = [
    saved("held", { status: "held" }),
    saved("over", { ends_at: "2026-12-01T12:00:00Z" }),
    saved("ended", { status: "completed" }),
    { ...saved("account"), token: undefined },
  ];
  expect(guestStay(entrance, all, NOW)).toBeUndefined();
});

test("guest leaves after the end of the reservation", () => {
  const past = { status: "completed", starts_at: "2026-12-01T10:00:00Z", ends_at: "2026-12-01T11:00:00Z" };
  const tomorrow = { starts_at: "2026-12-02T10:00:00Z", ends_at: "2026-12-02T11:00:00Z" };
  const all = [saved("past", past), saved("tomorrow", tomorrow)];
  const found = { id: "past", token: "t", isOver: true };
  expect(guestStay({ site, kind: "exit" }, all, NOW)).toEqual(found);
  expect(guestStay({ ...entrance, lane: { id: "l", name: "Ramp", direction: "both" } }, all, NOW)).toEqual(found);
  expect(guestStay(entrance, all, NOW)?.id).toBe("tomorrow");
  expect(
    guestStay({ site, kind: "exit" }, [saved("cancelled", { ...past, status: "cancelled" })], NOW),
  ).toBeUndefined();
});
