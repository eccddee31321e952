import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { getStored, setStored } from "./storage";

let stored: Map<string, string>;
let isFull: boolean;

beforeEach(() => {
  stored = new Map([["curbhold:email", '"old@example.com"']]);
  isFull = false;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new Error("quota exceeded");
      stored.set(key, value);
    },
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test("value is stored, changed and removed", () => {
  expect(getStored("email")).toBe("old@example.com");
  setStored("email", "new@example.com");
  expect(stored.get("curbhold:email")).toBe('"new@example.com"');
  setStored("email", undefined);
  expect(getStored("email")).toBeUndefined();
  stored.set("curbhold:email", "{");
  expect(getStored("email")).toBeUndefined();
});

test("full storage keeps the value for the page", () => {
  isFull = true;
  setStored("email", "new@example.com");
  expect(getStored("email")).toBe("new@example.com");
  isFull = false;
  setStored("email", "newest@example.com");
  // Another tab.
  stored.set("curbhold:email", '"other@example.com"');
  expect(getStored("email")).toBe("other@example.com");
});

test("value is kept and removed without storage", () => {
  vi.stubGlobal("localStorage", undefined);
  expect(getStored("city")).toBeUndefined();
  setStored("city", { id: "a" });
  expect(getStored("city")).toEqual({ id: "a" });
  setStored("city", undefined);
  expect(getStored("city")).toBeUndefined();
});
