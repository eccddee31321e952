import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { deliveredAt, SLOW_3G, startLink } from "../scripts/measure/link.mjs";
import { FIRST_MAP_SHOWN, MAP_SHOWN, readLoad } from "../scripts/measure/page.mjs";

afterEach(() => void vi.unstubAllGlobals());

test("responses share the bandwidth of the link", () => {
  const first = deliveredAt(0, 1_000, 62_500, SLOW_3G);
  expect(first).toBe(2_000);
  expect(deliveredAt(first, 1_000, 62_500, SLOW_3G)).toBe(3_000);
  expect(deliveredAt(first, 5_000, 62_500, SLOW_3G)).toBe(6_000);
});

test("link counts bytes and asks for an encoding", async () => {
  const server = createServer(({ headers }, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.end(`${headers["accept-encoding"]}:${"x".repeat(10_000)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const link = await startLink(`http://127.0.0.1:${port}/`, { encodings: "gzip" });
  try {
    const text = await (await fetch(`${link.url}/assets/a.js`)).text();
    expect(text.slice(0, 5)).toBe("gzip:");
    expect(text).toHaveLength(10_005);
    expect(link.bytes((path) => path === "/assets/a.js")).toBeGreaterThan(10_005);
    expect(link.bytes((path) => path.startsWith("/api/"))).toBe(0);
  } finally {
    link.close();
    server.close();
  }
});

test("layout shift is that of the worst window", () => {
  performance.mark(FIRST_MAP_SHOWN, { startTime: 600 });
  performance.mark(MAP_SHOWN, { startTime: 900 });
  const shifts = [
    [100, 0.01],
    [600, 0.02],
    // More than a second later.
    [1_700, 0.025],
  ];
  const measured = { list: 500, paint: 400, shifts, interactions: [] };
  vi.stubGlobal("window", { measured, readObservers: () => undefined });
  const { shift, ...times } = readLoad([FIRST_MAP_SHOWN, MAP_SHOWN]);
  expect(shift).toBeCloseTo(0.03);
  expect(times).toEqual({ list_ms: 500, first_map_ms: 600, map_ms: 900, paint_ms: 400 });
  expect(readLoad(["no first map", MAP_SHOWN]).first_map_ms).toBe(900);
});

test.each([
  ["map-view.tsx", MAP_SHOWN],
  ["first-map.tsx", FIRST_MAP_SHOWN],
])("%s and measurement name the same mark", (file, mark) => {
  expect(readFileSync(`src/features/places/map/${file}`, "utf8")).toContain(`performance.mark("${mark}")`);
});
