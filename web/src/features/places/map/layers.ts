import type { LayerProps } from "@vis.gl/react-maplibre";
import type { Palette } from "./icons";
import { DOT_RADII, HEAT_RADIUS, KERB_MIN_ZOOM, KERB_WIDTHS, type WidthStops } from "./map-sizes";
import { GROUP_ZOOM, SITE_SPOT_ZOOM, SPOT_ZOOM } from "./zooms";

export const lineWidth = (stops: WidthStops) =>
  ["interpolate", ["exponential", 2], ["zoom"], ...stops.flat()] as unknown as number;

export const kerb = (colour: string): LayerProps => ({
  id: "kerb",
  type: "line",
  source: "kerb",
  minzoom: KERB_MIN_ZOOM,
  layout: { "line-cap": "round" },
  paint: { "line-color": colour, "line-width": lineWidth(KERB_WIDTHS) },
});

/** Radius of a cell's disc. */
const cellRadius = () => {
  const radiusAt = (zoom: number) => ["*", HEAT_RADIUS, ["^", 2, ["-", zoom, ["get", "zoom"]]]];
  return ["interpolate", ["exponential", 2], ["zoom"], 8, radiusAt(8), 15, radiusAt(15)] as unknown as number;
};

/** Discs that overlap a little and fade at the edge: green where most spots are free. */
export const heat = ({ free, held, taken }: Palette): LayerProps => ({
  id: "heat",
  type: "circle",
  source: "cells",
  maxzoom: GROUP_ZOOM,
  layout: { "circle-sort-key": ["get", "share"] },
  paint: {
    "circle-radius": cellRadius(),
    "circle-blur": 0.35,
    "circle-color": ["interpolate", ["linear"], ["get", "share"], 0, taken, 0.12, held, 0.45, free],
    "circle-opacity": ["interpolate", ["linear"], ["get", "share"], 0, 0.3, 0.12, 0.45, 1, 0.8],
  },
});

/** The pin of the destination: above the heat, and behind all that can be pressed. */
export const destination: LayerProps = {
  id: "destination",
  type: "symbol",
  source: "destination",
  layout: {
    "icon-image": "destination",
    "icon-anchor": "bottom",
    "icon-allow-overlap": true,
    "icon-ignore-placement": true,
  },
};

/** Numbers of free spots, where there is room for them: the heat is not told by its colour alone. */
export const heatCounts: LayerProps = {
  id: "heat-counts",
  type: "symbol",
  source: "cells",
  maxzoom: GROUP_ZOOM,
  layout: {
    "icon-image": ["concat", "number:", ["to-string", ["get", "free"]]],
    "icon-padding": 6,
    "symbol-sort-key": ["-", ["get", "free"]],
  },
};

/** Every block has a dot, also where there is no room for its pill; without a free spot it is faint. */
export const groupDots = ({ free, taken, paper }: Palette): LayerProps => ({
  id: "group-dots",
  type: "circle",
  source: "groups",
  minzoom: GROUP_ZOOM,
  maxzoom: SPOT_ZOOM,
  layout: { "circle-sort-key": ["get", "free"] },
  paint: {
    "circle-radius": ["interpolate", ["linear"], ["zoom"], GROUP_ZOOM, DOT_RADII[0], SPOT_ZOOM, DOT_RADII[1]],
    "circle-color": ["case", [">", ["get", "free"], 0], free, taken],
    "circle-opacity": ["case", [">", ["get", "free"], 0], 1, 0.45],
    "circle-stroke-width": ["case", [">", ["get", "free"], 0], 1.5, 0],
    "circle-stroke-color": paper,
  },
});

/** The walk, below its pill. A pill has precedence over the walk of another. */
export const groupWalks: LayerProps = {
  id: "group-walks",
  type: "symbol",
  source: "groups",
  minzoom: GROUP_ZOOM + 1,
  maxzoom: SPOT_ZOOM,
  filter: ["!=", ["get", "walk"], ""],
  layout: {
    "icon-image": ["concat", "walk:", ["get", "walk"]],
    "icon-anchor": "top",
    "icon-offset": [0, 14],
    "symbol-sort-key": ["-", ["get", "free"]],
  },
};

export const groups: LayerProps = {
  id: "groups",
  type: "symbol",
  source: "groups",
  minzoom: GROUP_ZOOM,
  maxzoom: SPOT_ZOOM,
  filter: ["!=", ["get", "icon"], ""],
  layout: {
    "icon-image": ["get", "icon"],
    "icon-padding": 3,
    "symbol-sort-key": ["-", ["get", "free"]],
  },
};

/** Garages and lots. Other icons give way to them. */
export const sites: LayerProps = {
  id: "sites",
  type: "symbol",
  source: "sites",
  minzoom: GROUP_ZOOM,
  layout: {
    "icon-image": ["get", "icon"],
    "icon-allow-overlap": true,
    "symbol-sort-key": ["get", "free"],
  },
};

/** Spots that are not free are faint. Those of a site with a pill appear later. */
export const spots = {
  id: "spots",
  type: "symbol",
  source: "spots",
  minzoom: SPOT_ZOOM,
  filter: ["!", ["has", "inSite"]],
  layout: {
    "icon-image": ["get", "state"],
    "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["zoom"], SPOT_ZOOM, 0.8, 20, 1.15],
    "symbol-sort-key": ["match", ["get", "state"], "free", 2, "held", 1, 0],
  },
  paint: { "icon-opacity": ["match", ["get", "state"], "free", 1, "held", 0.8, 0.5] },
} satisfies LayerProps;

export const siteSpots: LayerProps = { ...spots, id: "site-spots", minzoom: SITE_SPOT_ZOOM, filter: ["has", "inSite"] };

export const prices = {
  id: "prices",
  type: "symbol",
  source: "spots",
  minzoom: SPOT_ZOOM,
  filter: ["all", ["!=", ["get", "label"], ""], ["!", ["has", "inSite"]]],
  layout: {
    "icon-image": ["concat", "price:", ["get", "label"]],
    "icon-anchor": "bottom",
    "icon-offset": [0, -12],
    "icon-padding": 6,
  },
} satisfies LayerProps;

export const sitePrices: LayerProps = {
  ...prices,
  id: "site-prices",
  minzoom: SITE_SPOT_ZOOM,
  filter: ["all", ["!=", ["get", "label"], ""], ["has", "inSite"]],
};

/** The driver's own spaces, at every zoom and above all others. */
export const mine: LayerProps = {
  id: "mine",
  type: "symbol",
  source: "mine",
  layout: { "icon-image": "mine", "icon-allow-overlap": true, "icon-ignore-placement": true },
};

export const line = (colour: string): LayerProps => ({
  id: "line",
  type: "line",
  source: "line",
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": 5, "line-opacity": 0.85 },
});

/** Layers that react to a click, the uppermost first. */
export const CLICKABLE = [
  ...["mine", "sites", "prices", "site-prices", "spots", "site-spots"],
  ...["groups", "group-walks", "group-dots", "heat-counts", "heat"],
];
