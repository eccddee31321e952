import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Changes come in bursts. */
const DEBOUNCE_MS = 400;
/** Limits the load of a busy area. */
const MIN_REFETCH_INTERVAL_MS = 3_000;

/** Repeats the search after live changes, debounced. */
export function useLiveRefetch(changeCount: number, searchedAt: number): void {
  const client = useQueryClient();
  const due = useRef<number>(undefined);
  useEffect(() => {
    if (!changeCount) return;
    due.current ??= Math.max(Date.now() + DEBOUNCE_MS, searchedAt + MIN_REFETCH_INTERVAL_MS);
    const refetch = () => {
      due.current = undefined;
      void client.invalidateQueries({ queryKey: ["spots"] });
    };
    const timer = setTimeout(refetch, due.current - Date.now());
    return () => clearTimeout(timer);
    // A finished search must not restart the timer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, changeCount]);
}
