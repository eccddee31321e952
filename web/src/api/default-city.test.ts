import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { defaultCity, storeDefaultCity, subscribeDefaultCity } from "./default-city";

const deviceTimeZone = vi.hoisted(() => vi.fn());
vi.mock("@/lib/time", async (original) => ({ ...(await original<object>()), deviceTimeZone }));

const cities = [
  { id: "a", time_zone: "Pacific/Auckland" },
  { id: "n", time_zone: "America/New_York" },
];

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  deviceTimeZone.mockReturnValue("America/Toronto");
});
afterEach(() => vi.unstubAllGlobals());

test("default city has the device's clock", () => {
  expect(defaultCity(cities)?.id).toBe("n");
  deviceTimeZone.mockReturnValue("Pacific/Auckland");
  expect(defaultCity(cities)?.id).toBe("a");
  expect(defaultCity([])).toBeUndefined();
});

test("chosen city becomes the default", () => {
  const listener = vi.fn();
  const unsubscribe = subscribeDefaultCity(listener);
  storeDefaultCity("a");
  unsubscribe();
  expect(listener).toHaveBeenCalledOnce();
  expect(defaultCity(cities)?.id).toBe("a");
  // Not among the cities of a page that lists only some.
  expect(defaultCity(cities.slice(1))?.id).toBe("n");
});

test("chosen city counts without storage", () => {
  vi.stubGlobal("localStorage", undefined);
  storeDefaultCity("a");
  expect(defaultCity(cities)?.id).toBe("a");
  storeDefaultCity("n");
  expect(defaultCity(cities)?.id).toBe("n");
  storeDefaultCity("a");
  expect(defaultCity(cities)?.id).toBe("a");
});
