import { useEffect, useSyncExternalStore } from "react";
import type { Reservation } from "@/api/types";
import type { Box } from "@/lib/geo";
import { type LiveSpots, liveState, subscribeLive, watchBox, watchReservations } from "./live-store";

export function useLiveSpots(box: Box | undefined): LiveSpots {
  const { south, west, north, east } = box ?? {};
  useEffect(() => {
    if (south === undefined || west === undefined || north === undefined || east === undefined) return;
    watchBox({ south, west, north, east });
  }, [south, west, north, east]);
  return useSyncExternalStore(subscribeLive, liveState);
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
