import type { StyleSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
import { supportedStyle } from "./supported-style";

const ground = { id: "ground", type: "background" } as const;
const water = { id: "water", type: "fill", source: "base", "source-layer": "water" } as const;
const base = { type: "vector", url: "https://tiles.example/planet" } as const;

test("hills and pictures are left out", () => {
  const style: StyleSpecification = {
    version: 8,
    name: "hills",
    sources: {
      base,
      heights: { type: "raster-dem", url: "https://tiles.example/heights" },
      plan: {
        type: "image",
        url: "https://tiles.example/plan.png",
        coordinates: [
          [0, 1],
          [1, 1],
          [1, 0],
          [0, 0],
        ],
      },
    },
    terrain: { source: "heights" },
    projection: { type: "globe" },
    sky: { "sky-color": "#fff" },
    layers: [
      ground,
      { id: "hills", type: "hillshade", source: "heights" },
      { id: "plan", type: "raster", source: "plan" },
      water,
    ],
  };
  expect(supportedStyle(style)).toEqual({ version: 8, name: "hills", sources: { base }, layers: [ground, water] });
});

test("everything else stays", () => {
  const style: StyleSpecification = {
    version: 8,
    sprite: "https://tiles.example/sprite",
    glyphs: "https://tiles.example/{fontstack}/{range}.pbf",
    sources: { base, photos: { type: "raster", tiles: ["https://tiles.example/{z}/{x}/{y}.png"] } },
    layers: [
      ground,
      { id: "photos", type: "raster", source: "photos" },
      { id: "houses", type: "fill-extrusion", source: "base", "source-layer": "building" },
      water,
    ],
  };
  expect(supportedStyle(style)).toEqual(style);
});
