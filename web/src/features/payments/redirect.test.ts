import { beforeEach, expect, test, vi } from "vitest";
import { returnUrl } from "./redirect";

const ID = "019a0000-0000-7000-8000-000000000001";

beforeEach(() => vi.unstubAllGlobals());

test.each([
  [`https://park.example/reservations/${ID}#token=secret`, `https://park.example/reservations/${ID}`],
  [`https://park.example/pay/${ID}?payment_intent=pi_1#token=secret`, `https://park.example/pay/${ID}`],
])("return address of %s has no secret", (address, wanted) => {
  vi.stubGlobal("location", new URL(address));
  expect(returnUrl()).toBe(wanted);
  expect(returnUrl(true)).toBe(`${wanted}?save=1`);
});

test("no other code names a return address", async () => {
  const sources = import.meta.glob<string>("/src/**/*.{ts,tsx}", { query: "?raw", import: "default" });
  const texts = await Promise.all(Object.values(sources).map((load) => load()));
  const named = texts
    .flatMap((text) => text.match(/return_url:.*/g) ?? [])
    .filter((line) => !line.includes("returnUrl("));
  expect(named).toEqual([]);
});
