import type { MapRef } from "@vis.gl/react-maplibre";
import { expect, test } from "vitest";
import { clickedAt } from "./clicked";

type Drawn = [layer: string, id: string, x: number, y: number];

const SOURCES: Record<string, string> = { groups: "groups", sites: "sites" };

/** A map with icons of a pixel, the uppermost first; its coordinates are pixels. */
function mapWith(...drawn: Drawn[]): MapRef {
  const features = drawn.map(([layer, id, x, y]) => ({
    ...{ source: SOURCES[layer] ?? "spots", layer: { id: layer }, properties: { id } },
    geometry: { type: "Point", coordinates: [x, y] },
  }));
  const within = ([x = 0, y = 0]: number[], [[left, top], [right, bottom]]: [[number, number], [number, number]]) =>
    x >= left && x <= right && y >= top && y <= bottom;
  return {
    getLayer: () => ({}),
    project: ([x, y]: [number, number]) => ({ x, y }),
    queryRenderedFeatures: (at: [number, number] | [[number, number], [number, number]]) => {
      const area = (Array.isArray(at[0]) ? at : [at, at]) as [[number, number], [number, number]];
      return features.filter(({ geometry }) => within(geometry.coordinates, area));
    },
  } as unknown as MapRef;
}

test("click chooses what is exactly there", () => {
  const map = mapWith(["prices", "above", 4, 0], ["spots", "below", 0, 0]);
  expect(clickedAt(map, { x: 0, y: 0 })).toEqual({ spot: "below" });
});

test("click beside icons chooses the nearest of the top", () => {
  const map = mapWith(["spots", "far", 9, 0], ["spots", "near", -5, 0], ["groups", "nearer", 2, 0]);
  expect(clickedAt(map, { x: 0, y: 0 })).toEqual({ spot: "near" });
});

test("click on a pill of a site chooses the site", () => {
  const map = mapWith(["sites", "garage", 0, 0], ["site-spots", "below", 0, 0]);
  expect(clickedAt(map, { x: 0, y: 0 })).toEqual({ site: "garage" });
});

test("click far from all icons chooses nothing", () => {
  expect(clickedAt(mapWith(["spots", "far", 11, 0]), { x: 0, y: 0 })).toBeUndefined();
});
