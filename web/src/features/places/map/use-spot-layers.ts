import { useMemo, useState } from "react";
import type { CellGrid } from "./spot-layers";
import type { MapSite } from "./site-feature";
import type { MapSpot } from "./spot-feature";
import { type SpotGroup, spotsToGroups } from "./spot-group";
import { GROUP_ZOOM, SPOT_ZOOM } from "./zooms";

const NO_SPOTS: MapSpot[] = [];
/** Single spots are ready one level before they are shown. */
const READY_LEVELS = 1;

interface Known {
  spots: MapSpot[];
  groups: SpotGroup[] | undefined;
  grid: CellGrid | undefined;
  sites: MapSite[] | undefined;
}

/** Groups and cells: counts of the server, or else what the known spots tell. A site with a pill is no group. */
export function useCounts({ spots, groups: counted, grid: countedGrid, sites }: Known): {
  groups: SpotGroup[];
  grid: CellGrid;
} {
  const all = useMemo(() => counted ?? spotsToGroups(spots), [counted, spots]);
  const grid = useMemo(() => countedGrid ?? gridOf(all), [countedGrid, all]);
  const hasSites = sites !== undefined;
  const groups = useMemo(() => (hasSites ? all.filter(({ isSite }) => !isSite) : all), [all, hasSites]);
  return { groups, grid };
}

/** The contents of the layers at a zoom. */
export function useSpotLayers(known: Known, initialZoom: number) {
  const { spots, sites } = known;
  const isReadyAt = (zoom: number) => zoom >= SPOT_ZOOM - READY_LEVELS;
  const [isReady, setReady] = useState(isReadyAt(initialZoom));
  return {
    layerProps: { spots: isReady ? spots : NO_SPOTS, ...useCounts(known), sites },
    handleZoom: (zoom: number) => setReady(isReadyAt(zoom)),
  };
}

/** A cell for each group. */
function gridOf(groups: SpotGroup[]): CellGrid {
  const cells = groups.map(({ lat, lng, free, total }) => ({ lat, lng, free, total, from_price: null }));
  return { cells, zoom: GROUP_ZOOM - 1 };
}
