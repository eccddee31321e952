import { describe, expect, test } from "vitest";
import { ProblemError } from "@/api/problem";
import type { CodeView, VisitView } from "@/api/visit-types";
import {
  entersAtOnce,
  entryAction,
  hasPass,
  leavesAtOnce,
  leavingVisit,
  mayHaveArrived,
  needOfError,
  needsReason,
  nextNeed,
  overdueOf,
} from "./entry";

const visit = (spotId = "B1", state = "open", id = "visit") =>
  ({ id, state, reservation: { spot: { id: spotId } } }) as VisitView;

interface Case {
  kind: string;
  direction?: string;
  open?: VisitView;
  other_site?: boolean;
  needs?: string;
  ownVisitId?: string;
}

function action({ kind, direction, open, other_site = false, needs, ownVisitId }: Case) {
  const spot = kind === "spot" ? { id: "B1", label: "B1" } : null;
  const lane = direction ? { id: "lane", name: "Ramp", direction } : null;
  return entryAction({ kind, lane, spot, open_visit: open ?? null, other_site, needs } as CodeView, ownVisitId);
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

describe("exit", () => {
  test("lets out of its own site", () => {
    expect(action({ kind: "exit", open: visit() })).toBe("leave");
    expect(action({ kind: "exit", open: visit(), other_site: true })).toBe("elsewhere");
    expect(action({ kind: "exit" })).toBe("outside");
  });

  test("asks a signed-out driver to sign in", () => {
    expect(action({ kind: "exit", needs: "sign_in" })).toBe("sign_in");
    expect(action({ kind: "entrance", needs: "sign_in" })).toBe("enter");
  });

  test("lets out after the end of the visit", () => {
    expect(action({ kind: "exit", open: visit("B1", "overdue") })).toBe("leave");
  });
});

test("code of a spot begins and ends a stay", () => {
  expect(action({ kind: "spot" })).toBe("park");
  expect(action({ kind: "spot", open: visit("B1") })).toBe("leave");
  expect(action({ kind: "spot", open: visit("B2"), ownVisitId: "visit" })).toBe("inside");
  // The vehicle of an earlier stay parks again.
  expect(action({ kind: "spot", open: visit("B1", "overdue"), ownVisitId: "visit" })).toBe("park");
});

describe.each(["entrance", "exit"])("lane of both directions, code of kind %s", (kind) => {
  test("lets in", () => expect(action({ kind, direction: "both" })).toBe("enter"));

  test("lets out the vehicle of this phone", () => {
    expect(action({ kind, direction: "both", open: visit(), ownVisitId: "visit" })).toBe("leave");
  });

  test("asks another vehicle of the account", () => {
    expect(action({ kind, direction: "both", open: visit() })).toBe("ask");
    expect(action({ kind, direction: "both", open: visit("B1", "overdue"), ownVisitId: "visit" })).toBe("ask");
  });
});

test("scan alone enters only without a choice", () => {
  const nobody = { open_visit: null };
  expect(entersAtOnce(nobody, undefined, undefined)).toBe(true);
  expect(entersAtOnce(nobody, "vehicle", undefined)).toBe(false);
  // The first press of an arrow key chooses a vehicle.
  expect(entersAtOnce(nobody, undefined, "car")).toBe(false);
  expect(entersAtOnce({ open_visit: visit() }, undefined, undefined)).toBe(false);
  expect(entersAtOnce({ open_visit: visit("B1", "overdue") }, undefined, undefined)).toBe(true);
});

describe("several vehicles inside", () => {
  const [first, second] = [visit("B1", "open", "first"), visit("B2", "open", "second")];

  test("none of them is chosen for the driver", () => {
    expect(leavingVisit([first, second], undefined)).toBeUndefined();
    expect(leavingVisit([first, second], "second")).toBe(second);
    expect(leavingVisit([first], "unknown")).toBe(first);
    expect(leavingVisit([], undefined)).toBeUndefined();
  });

  test("scan alone ends only a visit without doubt", () => {
    expect(leavesAtOnce({ kind: "exit" }, [first, second], "first")).toBe(false);
    expect(leavesAtOnce({ kind: "exit" }, [first], undefined)).toBe(true);
    const both = { id: "lane", name: "Ramp", direction: "both" };
    expect(leavesAtOnce({ kind: "exit", lane: both }, [first], undefined)).toBe(false);
    expect(leavesAtOnce({ kind: "entrance", lane: both }, [first], "first")).toBe(true);
  });
});

const problem = (code: string, field?: string, more: object = {}) =>
  new ProblemError({
    code,
    ...(field && { errors: [{ field, code: "required" }] }),
    ...more,
  } as ProblemError["problem"]);

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

test("driver who is too far away is measured again, and told why", () => {
  const nothing = { vehicleId: undefined, hasPosition: false };
  expect(nextNeed("position", problem("too_far_away"), nothing)).toBe("position");
  expect(needsReason(problem("too_far_away"))).toBe(true);
  expect([problem("payment_source_required"), problem("site_full")].map(needsReason)).toEqual([false, true]);
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

test("unpaid charges are those of the refusal or of the look-up", () => {
  const charge = (charge_id: string) => ({
    charge_id,
    amount: { amount_minor: 500, currency: "USD" },
    pay_url: `https://park.example/pay/${charge_id}`,
  });
  const [seen, refused] = [[charge("seen")], [charge("refused")]];
  expect(overdueOf({ overdue: seen }, null)).toEqual(seen);
  expect(overdueOf({ overdue: seen }, problem("payment_overdue", undefined, { overdue: refused }))).toEqual(refused);
  expect(overdueOf({ overdue: [] }, problem("payment_overdue"))).toEqual([]);
});

const NOON = Date.parse("2026-12-02T12:00:00Z");

test("vehicle may have arrived from shortly before the start", () => {
  const stay = { status: "confirmed", starts_at: "2026-12-02T12:10:00Z" };
  expect([NOON - 1, NOON].map((now) => mayHaveArrived(stay, now))).toEqual([false, true]);
  const statuses = ["held", "completed", "revoked", "cancelled"].map((status) => ({ ...stay, status }));
  expect(statuses.map((each) => mayHaveArrived(each, NOON))).toEqual([false, true, true, false]);
});

test("reservation has a pass from a day before its start", () => {
  const stay = { starts_at: "2026-12-02T12:00:00Z" };
  const day = 86_400_000;
  expect([NOON - day - 1, NOON - day, NOON + 1].map((now) => hasPass(stay, now))).toEqual([false, true, true]);
});
