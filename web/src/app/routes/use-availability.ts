import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { GROUP_ZOOM, SPOT_ZOOM } from "@/features/places/map/zooms";
import { zonesToGroups } from "@/features/places/map/spot-group";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import type { Criteria } from "@/features/reservations/search/criteria";
import { cellCountsQuery, zoneCountsQuery } from "@/features/reservations/search/get-availability";
import type { Box } from "@/lib/geo";

/** The counts that the map shows at its zoom: by cell of a grid, or by block and site. */
export function useAvailability(box: Box | undefined, zoom: number | undefined, criteria: Criteria, live: LiveSpots) {
  const level = zoom ?? SPOT_ZOOM;
  const isWide = level < GROUP_ZOOM;
  const isNear = level >= SPOT_ZOOM;
  const zones = useQuery(zoneCountsQuery(isWide || isNear ? undefined : box, criteria, live.isOpen));
  const cells = useQuery(cellCountsQuery(isWide ? box : undefined, Math.floor(level), criteria));
  const counted = zones.data?.zones;
  const groups = useMemo(() => counted && zonesToGroups(counted), [counted]);
  return { groups, grid: cells.data };
}
