import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Changes come in bursts. */
const SETTLE_MS = 400;
/** However much changes in a busy part of the city, the search is not asked more often than this. */
const PAUSE_MS = 3_000;

/** What the live connection tells may change what is free for the whole time: the search is asked anew, once it is quiet. */
export function useNews(news: number, searchedAt: number): void {
  const client = useQueryClient();
  const due = useRef<number>(undefined);
  useEffect(() => {
    if (!news) return;
    due.current ??= Math.max(Date.now() + SETTLE_MS, searchedAt + PAUSE_MS);
    const ask = () => {
      due.current = undefined;
      void client.invalidateQueries({ queryKey: ["spots"] });
    };
    const timer = setTimeout(ask, due.current - Date.now());
    return () => clearTimeout(timer);
    // An answer of the search is no news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, news]);
}
