import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Changes come in bursts. */
const DEBOUNCE_MS = 400;
/** However much changes in a busy part of the city, the search is not asked more often than this. */
const MIN_REFETCH_INTERVAL_MS = 3_000;

/** What the live connection tells may change what is free for the whole time: the search is asked anew, once it is quiet. */
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
    // An answer of the search is no news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, changeCount]);
}
