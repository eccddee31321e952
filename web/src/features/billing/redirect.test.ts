import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
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

test("no other code names a return address", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  const named = sources.flatMap((name) => readFileSync(root + name, "utf8").match(/return_url:.*/g) ?? []);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((line) => !line.includes("returnUrl("))).toEqual([]);
});
