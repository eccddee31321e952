import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import type { Criteria } from "@/features/reservations/search/criteria";
import { spotsQuery } from "@/features/reservations/search/get-spots";
import { type Box, contains } from "@/lib/geo";
import { lastFailure } from "./last-failure";
import { useLiveRefetch } from "./use-live-refetch";

/** Searches the box, and again after live changes. */
export function useSpotSearch(box: Box | undefined, criteria: Criteria, live: LiveSpots) {
  const results = useQuery(spotsQuery(box, criteria, live.isOpen));
  useLiveRefetch(live.changeCount, Math.max(results.dataUpdatedAt, results.errorUpdatedAt));
  const [knownFailure, setFailure] = useState<Error | null>(null);
  const failure = lastFailure(knownFailure, results);
  if (failure !== knownFailure) setFailure(failure);
  const [isRetrying, setRetrying] = useState(false);
  const retry = () => {
    setRetrying(true);
    void results.refetch().finally(() => setRetrying(false));
  };
  const isStale = results.isPlaceholderData;
  // After a jump to another place, its rows would be those of the last one.
  const known = [...(results.data?.spots ?? []), ...(results.data?.refused ?? []).map(({ spot }) => spot)];
  const isElsewhere = isStale && box !== undefined && !known.some((spot) => contains(box, spot));
  return {
    /** During an outage, the result of another search would appear at each repetition. */
    found: isElsewhere || (failure && isStale) ? undefined : results.data,
    /** The result is of another search, until that of the criteria has arrived. */
    isStale,
    /** By the device's clock, in milliseconds. */
    updatedAt: results.dataUpdatedAt,
    failure,
    /** The driver has asked for a repetition. */
    isRetrying,
    retry,
  };
}
