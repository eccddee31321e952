import { expect, test } from "vitest";
import { ProblemError } from "@/api/problem";
import type { CodeView, VisitView } from "@/api/visit-types";
import { entryAction, hasPass, needOfError, nextNeed } from "./entry";

const visit = (spotId = "B1") => ({ id: "visit", reservation: { spot: { id: spotId } } }) as VisitView;

interface Case {
  kind: string;
  open?: VisitView;
  other_site?: boolean;
  isBothWays?: boolean;
  ownVisitId?: string;
}

function action({ kind, open, other_site = false, isBothWays = false, ownVisitId }: Case) {
  const spot = kind === "spot" ? { id: "B1", label: "B1" } : null;
  return entryAction({ kind, spot, open_visit: open ?? null, other_site } as CodeView, { isBothWays, ownVisitId });
}

test("entrance lets in", () => {
  expect(action({ kind: "entrance" })).toBe("enter");
  expect(action({ kind: "entrance", open: visit(), other_site: true })).toBe("enter");
});

test("second vehicle of an account enters with another phone", () => {
  expect(action({ kind: "entrance", open: visit(), ownVisitId: "visit" })).toBe("inside");
  expect(action({ kind: "entrance", open: visit(), ownVisitId: "earlier" })).toBe("enter");
  expect(action({ kind: "entrance", open: visit() })).toBe("enter");
});

test("exit lets out of its own site", () => {
  expect(action({ kind: "exit", open: visit() })).toBe("leave");
  expect(action({ kind: "exit", open: visit(), other_site: true })).toBe("elsewhere");
  expect(action({ kind: "exit" })).toBe("outside");
});

test("code of a spot begins and ends a stay", () => {
  expect(action({ kind: "spot" })).toBe("park");
  expect(action({ kind: "spot", open: visit("B1") })).toBe("leave");
  expect(action({ kind: "spot", open: visit("B2"), ownVisitId: "visit" })).toBe("inside");
});

test("lane of both directions lets in and out", () => {
  for (const kind of ["entrance", "exit"] as const) {
    expect(action({ kind, isBothWays: true })).toBe("enter");
    expect(action({ kind, isBothWays: true, open: visit(), ownVisitId: "visit" })).toBe("leave");
  }
});

const problem = (code: string, field?: string) =>
  new ProblemError({ code, ...(field && { errors: [{ field, code: "required" }] }) } as ProblemError["problem"]);

test("refusal says what is missing", () => {
  expect(needOfError(problem("payment_source_required"))).toBe("card");
  expect(needOfError(problem("payment_overdue"))).toBe("payment");
  expect(needOfError(problem("account_required"))).toBe("sign_in");
  expect(needOfError(problem("invalid_request", "vehicle_id"))).toBe("vehicle");
  expect(needOfError(problem("invalid_request", "position"))).toBe("position");
  expect([problem("site_full"), problem("invalid_request", "card_id"), null].map(needOfError)).toEqual(
    Array(3).fill(undefined),
  );
});

test("next step is one that is not done yet", () => {
  const nothing = { vehicleId: undefined, hasPosition: false };
  expect(nextNeed("position", null, nothing)).toBe("position");
  expect(nextNeed("position", null, { ...nothing, hasPosition: true })).toBeUndefined();
  expect(nextNeed("vehicle", null, { ...nothing, vehicleId: "car" })).toBeUndefined();
  // The look-up names only the first.
  expect(nextNeed("vehicle", problem("payment_source_required"), { ...nothing, vehicleId: "car" })).toBe("card");
  // Of a newer api: the entry is tried, and its refusal says what is missing.
  expect(nextNeed("ticket", null, nothing)).toBeUndefined();
});

test("reservation has a pass from a day before its start", () => {
  const stay = { starts_at: "2026-12-02T12:00:00Z" };
  const at = (time: string) => hasPass(stay, Date.parse(time));
  expect([at("2026-12-01T11:59:59Z"), at("2026-12-01T12:00:00Z"), at("2026-12-02T13:00:00Z")]).toEqual([
    false,
    true,
    true,
  ]);
});
