import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = readFileSync(fileURLToPath(new URL("icons.tsx", import.meta.url)), "utf8");

test("icons are drawn in one way", () => {
  expect(source.match(/<svg/g)).toHaveLength(1);
  expect(source.match(/\b(strokeWidth|stroke|style|transform)=/g)).toBeNull();
  expect(source.match(/\bfill=/g)).toHaveLength(1);
});

test("circles are inside the margin of the grid", () => {
  const circles = [...source.matchAll(/cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  expect(circles.length).toBeGreaterThan(5);
  const outside = circles.filter(([x = 0, y = 0, r = 0]) => Math.min(x, y) - r < 3 || Math.max(x, y) + r > 21);
  expect(outside).toEqual([]);
});
