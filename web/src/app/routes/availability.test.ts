import { expect, test } from "vitest";
import { availabilityOf } from "./availability";

const nothing = {
  isFreeLive: undefined,
  isOffered: false,
  isOutdated: false,
  isLoading: false,
  hasFailed: false,
  isHoldOpen: false,
};
const of = (known: Partial<Parameters<typeof availabilityOf>[0]>) => availabilityOf({ ...nothing, ...known });

test("failed search does not make a spot free or taken", () => {
  expect(of({ hasFailed: true })).toBe("unknown");
  expect(of({ hasFailed: true, isFreeLive: false })).toBe("unknown");
  expect(of({ hasFailed: true, isFreeLive: true })).toBe("free");
  expect(of({ isLoading: true })).toBe("unknown");
});

test("search decides without live data", () => {
  expect(of({ isOffered: true })).toBe("free");
  expect(of({})).toBe("taken");
  expect(of({ isOffered: true, isFreeLive: false })).toBe("taken");
});

test("offer of another stay does not count", () => {
  expect(of({ isOffered: true, isOutdated: true })).toBe("unknown");
  expect(of({ isOffered: true, isOutdated: true, isFreeLive: true })).toBe("free");
});

test("spot of an open hold is not called taken", () => {
  expect(of({ isHoldOpen: true, isFreeLive: false })).toBe("unknown");
  // Nor free: the hold may have succeeded.
  expect(of({ isHoldOpen: true, isFreeLive: true, isOffered: true })).toBe("unknown");
});
