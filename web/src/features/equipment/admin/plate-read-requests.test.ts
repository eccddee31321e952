import { expect, test } from "vitest";
import { imagePath, refreshInterval } from "./plate-read-requests";

const page = (count: number) => ({ reads: Array.from({ length: count }, () => ({}) as never), next_cursor: null });

test("shown plates are loaded again less often", () => {
  const [none, empty] = [refreshInterval({ state: {} }), refreshInterval({ state: { data: { pages: [page(0)] } } })];
  expect(none).toBe(empty);
  expect(refreshInterval({ state: { data: { pages: [page(0), page(1)] } } })).toBeGreaterThan(empty);
});

test("picture comes from the api", () => {
  expect(imagePath("0198c5a2")).toBe("/api/v1/admin/plate-reads/0198c5a2/image");
});
