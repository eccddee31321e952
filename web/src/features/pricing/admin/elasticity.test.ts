import { expect, test } from "vitest";
import { parseElasticity } from "./elasticity";

test("elasticity has a hyphen or a minus sign", () => {
  expect(["-0.3", "−1.25", " -5 ", "-0.001", "0", "-0.0"].map(parseElasticity)).toEqual([
    -0.3, -1.25, -5, -0.001, 0, 0,
  ]);
});

test("other texts are no elasticity", () => {
  const texts = ["", "0.3", "-5.001", "-6", "-0.0001", "-.5", "-1e0", "many"];
  expect(texts.map(parseElasticity)).toEqual(Array(texts.length).fill(undefined));
});
