import { expect, test } from "vitest";
import { lastWeeks } from "./past-period";

test("period has four weeks until the full hour", () => {
  const { from, to } = lastWeeks(Date.parse("2030-06-03T13:59:59Z"));
  expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
    "2030-05-06T13:00:00.000Z",
    "2030-06-03T13:00:00.000Z",
  ]);
});
