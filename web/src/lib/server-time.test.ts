import { afterEach, beforeEach, expect, test, vi } from "vitest";

const NOON = Date.parse("2026-11-29T12:00:00Z");
const MINUTE = 60_000;
let time: typeof import("./server-time");

beforeEach(async () => {
  vi.useFakeTimers({ now: NOON, toFake: ["Date"] });
  vi.resetModules();
  time = await import("./server-time");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A response of a server whose clock differs from the device's. */
function respond(difference: number, headers: Record<string, string> = {}): void {
  const date = new Date(Date.now() + difference).toUTCString();
  time.observeResponse(new Headers({ date, ...headers }), Date.now());
}

test("offset is corrected only as far as needed", () => {
  const [sent, received] = [NOON, NOON + 300];
  expect(time.correctOffset(0, NOON, sent, received)).toBe(0);
  expect(time.correctOffset(900, NOON, sent, received)).toBe(900);
  expect(time.correctOffset(0, NOON + 600_000, sent, received)).toBe(599_700);
  expect(time.correctOffset(0, NOON - 600_000, sent, received)).toBe(-599_000);
});

test.each([10, -10])("clock that is wrong by %i minutes is corrected", (minutes) => {
  respond(minutes * MINUTE);
  expect(Math.abs(time.serverNow() - (NOON + minutes * MINUTE))).toBeLessThanOrEqual(1_000);
  expect(time.toServerTime(NOON)).toBe(time.serverNow());
});

test("correct clock is not adjusted", () => {
  respond(0);
  expect(time.serverNow()).toBe(NOON);
});

test("response that may come from a cache is ignored", () => {
  respond(-4 * MINUTE, { "cache-control": "public, max-age=300" });
  respond(-4 * MINUTE, { age: "240" });
  expect(time.serverNow()).toBe(NOON);
  respond(-4 * MINUTE, { "cache-control": "private, no-cache" });
  expect(time.serverNow()).toBeLessThan(NOON);
});

test("response without a date is ignored", () => {
  time.observeResponse(new Headers(), NOON);
  expect(time.serverNow()).toBe(NOON);
});

test("listeners are called after a correction", () => {
  const listener = vi.fn();
  const unsubscribe = time.subscribeServerTime(listener);
  respond(0);
  expect(listener).not.toHaveBeenCalled();
  respond(10 * MINUTE);
  expect(listener).toHaveBeenCalledOnce();
  unsubscribe();
  respond(-10 * MINUTE);
  expect(listener).toHaveBeenCalledOnce();
});

test("offset is kept for the next start", async () => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  respond(10 * MINUTE);
  const before = time.serverNow();
  vi.resetModules();
  const next = await import("./server-time");
  expect(next.serverNow()).toBe(before);
});

test("request is repeated if its time was wrong", async () => {
  const asked: number[] = [];
  const result = await time.atServerTime((now) => {
    asked.push(now);
    respond(10 * MINUTE);
    return asked.length === 1 ? Promise.reject(new Error("in the past")) : Promise.resolve("found");
  });
  expect(result).toBe("found");
  expect(asked).toEqual([NOON, time.serverNow()]);
  expect(await time.atServerTime(() => Promise.resolve("once"))).toBe("once");
  await expect(time.atServerTime(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});
