import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { removePasses, savedPass, savePass } from "./saved-passes";

const NOW = Date.parse("2026-12-01T12:00:00Z");

const pass = (valid_until: string) => ({ token: "t", svg: "<svg/>", valid_from: "2026-12-01T11:50:00Z", valid_until });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("pass is kept until it is no longer valid", () => {
  savePass("stay", pass("2026-12-01T13:00:00Z"));
  savePass("other", pass("2026-12-01T12:30:00Z"));
  expect([savedPass("stay")?.token, savedPass("other")?.token]).toEqual(["t", "t"]);
  vi.setSystemTime(NOW + 2_400_000);
  expect([savedPass("stay")?.token, savedPass("other")]).toEqual(["t", undefined]);
  savePass("third", pass("2026-12-01T14:00:00Z"));
  expect(localStorage.getItem("curbhold:passes")).not.toContain("12:30");
});

test("sign-out removes passes", () => {
  savePass("stay", pass("2026-12-01T13:00:00Z"));
  removePasses();
  expect(savedPass("stay")).toBeUndefined();
});
