import { Layer, Source } from "@vis.gl/react-maplibre";
import { useMemo } from "react";
import type { CellAvailability } from "@/api/types";
import type { Position } from "@/lib/geo";
import { DARK, LIGHT } from "./icons";
import * as layers from "./layers";
import { type MapSpot, pointFeature, toFeatures } from "./spot-feature";
import { type SpotGroup, toCellFeatures, toGroupFeatures } from "./spot-group";

/** Counts of a grid, made for one zoom. */
export interface CellGrid {
  cells: CellAvailability[];
  zoom: number;
}

export interface SpotLayersProps {
  /** Single spots; empty while the map is too far away to show them. */
  spots: MapSpot[];
  groups: SpotGroup[];
  grid: CellGrid;
  /** The driver's own spaces. */
  mine: (Position & { id: string })[];
  /** From where walks begin. */
  from: Position | undefined;
  isDark: boolean;
}

/** Heat, pills, or single spots, by the zoom of the map. */
export function SpotLayers({ spots, groups, grid, mine, from, isDark }: SpotLayersProps) {
  const palette = isDark ? DARK : LIGHT;
  const except = useMemo(() => new Set(mine.map(({ id }) => id)), [mine]);
  const spotFeatures = useMemo(() => toFeatures(spots, { except, from }), [spots, except, from]);
  const groupFeatures = useMemo(() => toGroupFeatures(groups, from), [groups, from]);
  const cellFeatures = useMemo(() => toCellFeatures(grid.cells, grid.zoom), [grid]);
  const mineFeatures = useMemo(() => {
    const features = mine.map((place) => pointFeature(place, { id: place.id }));
    return { type: "FeatureCollection", features } as const;
  }, [mine]);
  return (
    <>
      <Source id="cells" type="geojson" data={cellFeatures}>
        <Layer {...layers.heat(palette)} />
        <Layer {...layers.heatCounts} />
      </Source>
      <Source id="groups" type="geojson" data={groupFeatures}>
        <Layer {...layers.groupDots(palette)} />
        <Layer {...layers.groupWalks} />
        <Layer {...layers.groups} />
      </Source>
      <Source id="spots" type="geojson" data={spotFeatures}>
        <Layer {...layers.spots} />
        <Layer {...layers.prices} />
      </Source>
      <Source id="mine" type="geojson" data={mineFeatures}>
        <Layer {...layers.mine} />
      </Source>
    </>
  );
}
