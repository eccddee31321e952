import { expect, test } from "vitest";
import { isPermissionDenied } from "./geolocation";

test("time-out is not a missing permission", () => {
  const codes = [1, 2, 3].map((code) => isPermissionDenied({ code, message: "" }));
  expect(codes).toEqual([true, false, false]);
  expect([new TypeError("no geolocation"), null, undefined].map(isPermissionDenied)).toEqual([false, false, false]);
});
