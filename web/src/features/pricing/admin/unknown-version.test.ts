import { expect, test } from "vitest";
import { unknownVersion } from "./unknown-version";

const versions = (...numbers: number[]) => numbers.map((number) => ({ number }));
const changes = (...numbers: number[]) => numbers.map((version) => ({ version }));

test("change after the tariff was loaded is unknown", () => {
  expect(unknownVersion(versions(1), changes(2))).toBe(2);
  expect(unknownVersion(versions(2, 1), changes(3, 2))).toBe(3);
  expect(unknownVersion([], changes(2))).toBe(2);
});

test("change before another version is known", () => {
  expect(unknownVersion(versions(3, 1), changes(3, 2))).toBeUndefined();
  // The operator published the fourth, and the third is left out.
  expect(unknownVersion(versions(4, 1), changes(3, 2))).toBeUndefined();
  expect(unknownVersion(versions(1), [])).toBeUndefined();
});
