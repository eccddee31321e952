import type { LayerProps } from "@vis.gl/react-maplibre";

/** Above this zoom spots are not clustered. */
export const CLUSTER_MAX_ZOOM = 16;

const isCluster = ["has", "point_count"] as const;

/** Width in metres, at the latitude of New York; pixels double with each zoom. */
const metres = (width: number) =>
  ["interpolate", ["exponential", 2], ["zoom"], 12, width / 14.5, 22, (width / 14.5) * 1024] as unknown as number;

export const street = (colour: string): LayerProps => ({
  id: "street",
  type: "line",
  source: "kerb",
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": metres(13) },
});

export const kerb = (colour: string): LayerProps => ({
  id: "kerb",
  type: "line",
  source: "kerb",
  minzoom: 15,
  layout: { "line-cap": "round" },
  paint: { "line-color": colour, "line-width": metres(2.4) },
});

export const clusters: LayerProps = {
  id: "clusters",
  type: "symbol",
  source: "spots",
  filter: [...isCluster],
  layout: {
    "icon-image": ["concat", "count:", ["to-string", ["get", "free"]]],
    "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["get", "point_count"], 2, 0.85, 200, 1.25],
    "symbol-sort-key": ["get", "free"],
  },
};

export const spots: LayerProps = {
  id: "spots",
  type: "symbol",
  source: "spots",
  filter: ["!", [...isCluster]],
  layout: {
    "icon-image": ["get", "state"],
    "icon-allow-overlap": true,
    "icon-size": ["interpolate", ["linear"], ["zoom"], 15, 0.45, 17, 0.7, 19, 1.15],
    "symbol-sort-key": ["match", ["get", "state"], "free", 2, "held", 1, 0],
  },
};

export const prices: LayerProps = {
  id: "prices",
  type: "symbol",
  source: "spots",
  minzoom: 17.2,
  filter: ["all", ["!", [...isCluster]], ["==", ["get", "state"], "free"], ["!=", ["get", "price"], ""]],
  layout: {
    "icon-image": ["concat", "price:", ["get", "price"]],
    "icon-anchor": "bottom",
    "icon-offset": [0, -12],
    "icon-padding": 14,
  },
};

export const line = (colour: string): LayerProps => ({
  id: "line",
  type: "line",
  source: "line",
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": 5, "line-opacity": 0.85 },
});
