import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Changes come in bursts. */
const DEBOUNCE_MS = 400;
/** Limits the load of a busy area. */
const MIN_REFETCH_INTERVAL_MS = 3_000;

const SEARCH = { queryKey: ["spots"], type: "active" } as const;

/**
 * Repeats the search, unless one is running: that is not interrupted, because during an outage it would start anew at
 * each change and never end. Resolves to false if one was running, which may have missed the change.
 */
export async function repeatSearch(client: QueryClient): Promise<boolean> {
  const isRunning = client.isFetching(SEARCH) > 0;
  await client.invalidateQueries(SEARCH, { cancelRefetch: false });
  return !isRunning;
}

/** Repeats the search after live changes, debounced. `endedAt` is the end of the last one by the device's clock. */
export function useLiveRefetch(changeCount: number, endedAt: number): void {
  const client = useQueryClient();
  const due = useRef<number>(undefined);
  useEffect(() => {
    if (!changeCount) return;
    let isReplaced = false;
    let timer: ReturnType<typeof setTimeout>;
    const refetch = async () => {
      due.current = undefined;
      const isRepeated = await repeatSearch(client);
      if (!isRepeated && !isReplaced) timer = setTimeout(() => void refetch(), MIN_REFETCH_INTERVAL_MS);
    };
    due.current ??= Math.max(Date.now() + DEBOUNCE_MS, endedAt + MIN_REFETCH_INTERVAL_MS);
    timer = setTimeout(() => void refetch(), due.current - Date.now());
    return () => {
      isReplaced = true;
      clearTimeout(timer);
    };
    // A finished search must not restart the timer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, changeCount]);
}
