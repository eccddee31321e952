import { expect, test } from "vitest";
import type { VisitView } from "@/api/visit-types";
import { sitePassQuery, visitPollMs } from "./visit-requests";

const NOW = Date.parse("2026-12-01T12:00:00Z");

function visit(change: Partial<VisitView>, charge?: string): VisitView {
  return { state: "open", barrier: null, reservation: { charge: charge && { state: charge } }, ...change } as VisitView;
}

const barrier = (state: string, expires_at = "2026-12-01T12:00:05Z") => ({
  ...{ command_id: "c", lane: "Exit" },
  ...{ state, expires_at },
});

test("visit is read each second while a barrier opens", () => {
  const states = (["issued", "delivered", "opened", "failed", "expired"] as const).map((state) =>
    visitPollMs(visit({ barrier: barrier(state) }), NOW),
  );
  expect(states).toEqual([1_000, 1_000, 30_000, 30_000, 30_000]);
});

test("command that never ends is not polled for ever", () => {
  expect(visitPollMs(visit({ barrier: barrier("issued", "2026-12-01T11:59:57Z") }), NOW)).toBe(30_000);
});

test("ended visit is read until its charge is settled", () => {
  const ended = (charge?: string) => visitPollMs(visit({ state: "ended" }, charge), NOW);
  expect([ended("due"), ended("charging"), ended("paid"), ended()]).toEqual([5_000, 5_000, false, false]);
});

test("unknown visit is not polled", () => expect(visitPollMs(undefined, NOW)).toBe(false));

test("each vehicle has a pass of its own", () => {
  const keys = [undefined, "car", "van"].map((vehicle) => sitePassQuery("garage", vehicle).queryKey.join(" "));
  expect(new Set(keys).size).toBe(3);
});
