import { useMemo, useState } from "react";
import type { CellGrid } from "./spot-layers";
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
}

/** Groups and cells: counts of the server, or else what the known spots tell. */
export function useCounts({ spots, groups: counted, grid: countedGrid }: Known): {
  groups: SpotGroup[];
  grid: CellGrid;
} {
  const groups = useMemo(() => counted ?? spotsToGroups(spots), [counted, spots]);
  const grid = useMemo(() => countedGrid ?? gridOf(groups), [countedGrid, groups]);
  return { groups, grid };
}

/** The contents of the layers at a zoom. */
export function useSpotLayers(known: Known, initialZoom: number) {
  const { spots } = known;
  const isReadyAt = (zoom: number) => zoom >= SPOT_ZOOM - READY_LEVELS;
  const [isReady, setReady] = useState(isReadyAt(initialZoom));
  return {
    layerProps: { spots: isReady ? spots : NO_SPOTS, ...useCounts(known) },
    handleZoom: (zoom: number) => setReady(isReadyAt(zoom)),
  };
}

/** A cell for each group. */
function gridOf(groups: SpotGroup[]): CellGrid {
  const cells = groups.map(({ lat, lng, free, total }) => ({ lat, lng, free, total, from_price: null }));
  return { cells, zoom: GROUP_ZOOM - 1 };
}
