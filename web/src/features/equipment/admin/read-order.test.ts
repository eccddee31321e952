import { expect, test } from "vitest";
import { neighborOf } from "./read-order";

test("focus moves to the next row, or to the one before the last", () => {
  const ids = ["first", "second", "third"];
  expect(["first", "third", "unknown"].map((id) => neighborOf(ids, id))).toEqual(["second", "second", undefined]);
  expect(neighborOf(["only"], "only")).toBeUndefined();
});
