import { Layer, Source } from "@vis.gl/react-maplibre";
import { useMemo } from "react";
import type { CellAvailability } from "@/api/types";
import type { Position } from "@/lib/geo";
import { DARK, LIGHT } from "./icons";
import * as layers from "./layers";
import type { MapSite } from "./site-feature";
import { SiteLayers } from "./site-layers";
import { type MapSpot, pointFeatures, toFeatures } from "./spot-feature";
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
  /** Garages and lots; without them, they are groups like others. */
  sites: MapSite[] | undefined;
  /** The driver's own spaces. */
  mine: (Position & { id: string })[];
  destination: Position | undefined;
  /** From where walks begin. */
  from: Position | undefined;
  isDark: boolean;
}

const NONE: never[] = [];

/** Heat, pills, or single spots, by the zoom of the map. */
export function SpotLayers({ spots, groups, grid, sites, mine, destination, from, isDark }: SpotLayersProps) {
  const palette = isDark ? DARK : LIGHT;
  const except = useMemo(() => new Set(mine.map(({ id }) => id)), [mine]);
  const hasSites = sites !== undefined;
  const spotFeatures = useMemo(() => toFeatures(spots, { except, from, hasSites }), [spots, except, from, hasSites]);
  const groupFeatures = useMemo(() => toGroupFeatures(groups, from), [groups, from]);
  const cellFeatures = useMemo(() => toCellFeatures(grid.cells, grid.zoom), [grid]);
  const mineFeatures = useMemo(() => pointFeatures(mine), [mine]);
  const destinationFeatures = useMemo(() => pointFeatures(destination ? [destination] : []), [destination]);
  return (
    <>
      <Source id="cells" type="geojson" data={cellFeatures}>
        <Layer {...layers.heat(palette)} />
      </Source>
      <Source id="destination" type="geojson" data={destinationFeatures}>
        <Layer {...layers.destination} />
      </Source>
      <Layer {...layers.heatCounts} />
      <Source id="groups" type="geojson" data={groupFeatures}>
        <Layer {...layers.groupDots(palette)} />
        <Layer {...layers.groupWalks} />
        <Layer {...layers.groups} />
      </Source>
      <Source id="spots" type="geojson" data={spotFeatures}>
        <Layer {...layers.spots} />
        <Layer {...layers.siteSpots} />
        <Layer {...layers.prices} />
        <Layer {...layers.sitePrices} />
      </Source>
      <SiteLayers sites={sites ?? NONE} />
      <Source id="mine" type="geojson" data={mineFeatures}>
        <Layer {...layers.mine} />
      </Source>
    </>
  );
}
