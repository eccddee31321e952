import { expect, test } from "vitest";
import { stateNames } from "@/console-texts/console";
import { isPerhapsInside, isUnderWay, placeOf, visitState } from "./visit-words";

test("states of visits have names of their own", () => {
  expect((["open", "overdue", "ended"] as const).map((state) => stateNames[visitState(state)])).toEqual([
    "Open",
    "Overdue",
    "Ended",
  ]);
});

test("place names the spot only where spots have numbers", () => {
  expect(placeOf({ level: "2", spot_label: "B14" })).toBe("2, B14");
  expect(placeOf({ level: null, spot_label: "B14" })).toBe("B14");
  expect(placeOf({ level: "2", spot_label: null })).toBe("2, any spot");
});

test("vehicle is perhaps inside until it has left", () => {
  expect(isPerhapsInside({ state: "open", departed_at: null })).toBe(false);
  expect(isPerhapsInside({ state: "overdue", departed_at: null })).toBe(true);
  expect(isPerhapsInside({ state: "ended", departed_at: "2030-06-03T09:00:00Z" })).toBe(false);
});

test("command is under way until its outcome", () => {
  const states = ["issued", "delivered", "opened", "failed", "expired"];
  expect(states.map((state) => isUnderWay({ state }))).toEqual([true, true, false, false, false]);
});
