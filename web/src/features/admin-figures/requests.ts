import { queryOptions } from "@tanstack/react-query";
import { ADMIN } from "@/api/admin";
import { api, ask } from "@/api/client";
import type { Reservation } from "@/api/types";
import { toWire } from "@/lib/time";

/** How often the figures are counted afresh while the page is looked at. */
const EVERY_MS = 10_000;
/** More reservations than these are not asked for to draw a chart. */
const MOST_PAGES = 10;

export const figuresQuery = queryOptions({
  queryKey: [...ADMIN, "figures"],
  refetchInterval: EVERY_MS,
  queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/figures", { signal })),
});

/** The entries that moved revenue since then, as CSV: the books have all of them in one answer. */
export function revenueQuery(since: number) {
  return queryOptions({
    queryKey: [...ADMIN, "revenue", since],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = { account: "revenue", from: toWire(since) };
      const headers = { accept: "text/csv" };
      const text: unknown = await ask(
        api.GET("/api/v1/admin/ledger", { params: { query }, headers, parseAs: "text", signal }),
      );
      return String(text);
    },
  });
}

/** The reservations that reach into the time since then; `undefined` when there are too many. */
export function busyQuery(since: number, until: number) {
  return queryOptions({
    queryKey: [...ADMIN, "busy", since],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<Reservation[] | null> => {
      const all: Reservation[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query = { from: toWire(since), to: toWire(until), limit: 100, ...(cursor && { cursor }) };
        const found = await ask(api.GET("/api/v1/admin/reservations", { params: { query }, signal }));
        all.push(...found.reservations);
        cursor = found.next_cursor ?? undefined;
        if (!cursor) return all;
      }
      return null;
    },
  });
}
