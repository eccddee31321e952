import { useEffect, useSyncExternalStore } from "react";
import type { Reservation } from "@/api/types";
import type { Box } from "@/lib/geo";
import { type LiveSpots, liveState, subscribeLive, unwatchBox, watchBox, watchReservations } from "./live-store";

/** Nothing is known without an area, and searches poll. */
const UNWATCHED: LiveSpots = {
  spots: new Map(),
  sites: new Map(),
  box: undefined,
  isOpen: false,
  isLoaded: false,
  isPartial: false,
  changeCount: 0,
  lastMessageAt: 0,
};

/** The spots of an area; without one they are not watched. */
export function useLiveSpots(box: Box | undefined): LiveSpots {
  const { south, west, north, east } = box ?? {};
  const isWatched = box !== undefined;
  useEffect(() => {
    if (south === undefined || west === undefined || north === undefined || east === undefined) return unwatchBox();
    watchBox({ south, west, north, east });
  }, [south, west, north, east]);
  const state = useSyncExternalStore(subscribeLive, liveState);
  return isWatched ? state : UNWATCHED;
}

export function useLiveReservations(
  isOn: boolean,
  token: string | undefined,
  onChange: (reservation: Reservation) => void,
) {
  useEffect(() => (isOn ? watchReservations(token, onChange) : undefined), [isOn, token, onChange]);
}

/** True while live messages arrive. */
export function useLiveStatus(): boolean {
  return useSyncExternalStore(subscribeLive, () => liveState().isOpen);
}
