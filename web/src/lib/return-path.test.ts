import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseReturn, storedReturnPath, storeReturnPath } from "./return-path";

const SPOT = "/?lat=40.75&lng=-73.98&spot=a1";
let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.useFakeTimers({ now: Date.parse("2026-06-15T14:00:00Z") });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("sign-in leads back only to own pages", () => {
  expect(parseReturn({ to: SPOT })).toEqual({ to: SPOT });
  for (const to of ["//evil.example", "/\\evil.example", "https://evil.example", "", undefined, 5]) {
    expect(parseReturn({ to }).to).toBeUndefined();
  }
});

test("chosen spot is remembered for the mail's link", () => {
  expect(storedReturnPath()).toBeUndefined();
  storeReturnPath(SPOT);
  expect(storedReturnPath()).toBe(SPOT);
  vi.advanceTimersByTime(86_400_000);
  expect(storedReturnPath()).toBeUndefined();
});

test("path is forgotten after its use", () => {
  storeReturnPath(SPOT);
  storeReturnPath(undefined);
  expect(storedReturnPath()).toBeUndefined();
  stored.set("curbhold:return", JSON.stringify({ path: "//evil.example", at: Date.now() }));
  expect(storedReturnPath()).toBeUndefined();
});
