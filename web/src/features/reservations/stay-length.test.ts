import { expect, test } from "vitest";
import { lengthAt, maxLength, nearestStep } from "./stay-length";

test("slider ends at eight hours or at a longer stay", () => {
  expect([3_600, 28_800, 30_000, 86_400].map(maxLength)).toEqual([28_800, 28_800, 30_600, 86_400]);
});

test("slider rests at whole quarters of an hour", () => {
  expect([300, 900, 1_300, 1_400, 7_200].map(nearestStep)).toEqual([900, 900, 900, 1_800, 7_200]);
});

test("length between two steps stays until the slider moves", () => {
  expect(lengthAt(3_600, 3_480)).toBe(3_480);
  expect(lengthAt(4_500, 3_480)).toBe(4_500);
});
