import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test, vi } from "vitest";
import { returnUrl } from "./redirect";

const ID = "019a0000-0000-7000-8000-000000000001";

beforeEach(() => vi.unstubAllGlobals());

test.each([
  [`https://park.example/reservations/${ID}#token=secret`, `https://park.example/reservations/${ID}`],
  [`https://park.example/pay/${ID}?payment_intent=pi_1#token=secret`, `https://park.example/pay/${ID}`],
])("return_url %# has no token", (address, expected) => {
  vi.stubGlobal("location", new URL(address));
  expect(returnUrl()).toBe(expected);
  expect(returnUrl(true)).toBe(`${expected}?save=1`);
});

test("return_url is built in one place", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  const named = sources.flatMap((name) => readFileSync(root + name, "utf8").match(/return_url:.*/g) ?? []);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((line) => !line.includes("returnUrl("))).toEqual([]);
});
