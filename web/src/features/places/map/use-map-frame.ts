import type { MapRef } from "@vis.gl/react-maplibre";
import { type RefObject, useEffect } from "react";
import type { Box } from "@/lib/geo";

/** Covered edges of the map, in pixels. */
export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The box of the part of the map that nothing covers. */
export function visibleBox(map: MapRef, { top, right, bottom, left }: Padding): Box {
  const { clientWidth, clientHeight } = map.getContainer();
  const [high, low] = [map.unproject([left, top]), map.unproject([clientWidth - right, clientHeight - bottom])];
  return { south: low.lat, west: high.lng, north: high.lat, east: low.lng };
}

/** Keeps the centre of the map in the middle of its visible part. Returns the same, to call when the map has loaded. */
export function useMapFrame(map: RefObject<MapRef | null>, { top, right, bottom, left }: Padding): () => void {
  const fit = () => {
    const current = map.current;
    if (!current || isSame(current.getPadding(), { top, right, bottom, left })) return;
    // It would end a move to a place half way.
    if (current.isMoving()) current.once("moveend", fit);
    else current.easeTo({ padding: { top, right, bottom, left }, duration: 0 });
  };
  useEffect(() => {
    fit();
    // Once for each padding.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [top, right, bottom, left]);
  return fit;
}

function isSame(one: Partial<Padding>, other: Padding): boolean {
  return (["top", "right", "bottom", "left"] as const).every((side) => (one[side] ?? 0) === other[side]);
}
