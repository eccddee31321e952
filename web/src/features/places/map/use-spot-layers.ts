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

/** The contents of the layers at a zoom: counts of the server, or else what the known spots tell. */
export function useSpotLayers({ spots, groups: counted, grid: countedGrid }: Known, initialZoom: number) {
  const isReadyAt = (zoom: number) => zoom >= SPOT_ZOOM - READY_LEVELS;
  const [isReady, setReady] = useState(isReadyAt(initialZoom));
  const groups = useMemo(() => counted ?? spotsToGroups(spots), [counted, spots]);
  const grid = useMemo(() => countedGrid ?? gridOf(groups), [countedGrid, groups]);
  return {
    layerProps: { spots: isReady ? spots : NO_SPOTS, groups, grid },
    handleZoom: (zoom: number) => setReady(isReadyAt(zoom)),
  };
}

/** A cell for each group. */
function gridOf(groups: SpotGroup[]): CellGrid {
  const cells = groups.map(({ lat, lng, free, total }) => ({ lat, lng, free, total, from_price: null }));
  return { cells, zoom: GROUP_ZOOM - 1 };
}
