import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { colourOf } from "@/styles/colors";
import { FONT, GROUND } from "./style";

/** Widths in pixels at zoom 11 and 19, growing exponentially between them. */
const width = (far: ExpressionSpecification, near: ExpressionSpecification): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.8],
  ["zoom"],
  11,
  far,
  19,
  near,
];

const GREEN = ["park", "garden", "forest", "wood", "grass", "cemetery", "pitch"];

/**
 * Layers for the vector tiles of Protomaps (earth, landuse, water, buildings, roads, places), and for a small file
 * with land, parks, streets and labels.
 */
export function tileLayers(has: ReadonlySet<string>, isDark: boolean): LayerSpecification[] {
  const shade = isDark ? "dark" : "light";
  const pick = (name: string) => colourOf(name)[shade];
  const [ground, water] = [GROUND[shade], pick("water")];
  const [green, road] = [pick("park"), pick("road")];
  const source = "base";
  const fill = (layer: string, colour: string, more?: object) =>
    ({ id: layer, type: "fill", source, "source-layer": layer, paint: { "fill-color": colour }, ...more }) as const;
  const line = (layer: string, lineWidth: ExpressionSpecification) =>
    ({
      id: layer,
      type: "line",
      source,
      "source-layer": layer,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": road, "line-width": lineWidth },
    }) as const;
  const names = (layer: string, id: string, layout: object, more: object) => ({
    id,
    type: "symbol",
    source,
    "source-layer": layer,
    layout: { "text-font": FONT, ...layout },
    paint: {
      "text-color": pick("soft"),
      "text-halo-color": isDark ? GROUND.dark : pick("paper"),
      "text-halo-width": 1.4,
    },
    ...more,
  });
  const alongStreets = { "symbol-placement": "line", "text-size": 12, "symbol-spacing": 320 };
  const ofPlaces = { "text-field": ["get", "name"], "text-size": 13, "text-max-width": 7, "text-padding": 12 };
  const all = [
    fill("earth", ground),
    fill("land", ground),
    fill("landuse", green, { filter: ["in", ["get", "kind"], ["literal", GREEN]] }),
    fill("parks", green),
    fill("water", water),
    fill("buildings", pick("building"), { minzoom: 15 }),
    line(
      "roads",
      width(
        ["match", ["get", "kind"], "highway", 2, "major_road", 1.2, 0.3],
        ["match", ["get", "kind"], "highway", 34, "major_road", 28, "minor_road", 20, 4],
      ),
    ),
    line("streets", width(["match", ["get", "c"], 1, 1.4, 2, 1, 0.4], ["match", ["get", "c"], 1, 34, 2, 28, 20])),
    names("roads", "road-names", { ...alongStreets, "text-field": ["get", "name"] }, { minzoom: 15 }),
    names("streets", "street-names", { ...alongStreets, "text-field": ["get", "n"] }, { minzoom: 15 }),
    names("places", "place-names", ofPlaces, { maxzoom: 15 }),
    names("labels", "label-names", ofPlaces, {
      maxzoom: 15,
      filter: ["any", ["==", ["get", "kind"], "borough"], [">=", ["zoom"], 12]],
    }),
  ];
  // Without a land layer the whole background is land; otherwise it is water.
  const isSea = has.has("land") && !has.has("water");
  return [
    { id: "ground", type: "background", paint: { "background-color": isSea ? water : ground } },
    ...(all.filter((layer) => has.has(layer["source-layer"])) as LayerSpecification[]),
  ];
}
