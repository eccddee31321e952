import { queryOptions } from "@tanstack/react-query";
import { ADMIN } from "@/api/admin";
import { api, ask } from "@/api/client";

/** How often the figures are counted afresh while the page is looked at. */
const EVERY_MS = 10_000;
const DAY_MS = 86_400_000;

export const figuresQuery = queryOptions({
  queryKey: [...ADMIN, "figures"],
  refetchInterval: EVERY_MS,
  queryFn: ({ signal }) => ask(api.GET("/api/v1/admin/figures", { signal })),
});

/** The last days of a city, today among them, as its clocks have it. */
export function historyQuery(cityId: string, zone: string, days: number) {
  const from = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  return queryOptions({
    queryKey: [...ADMIN, "history", cityId, days],
    enabled: Boolean(cityId),
    staleTime: 60_000,
    queryFn: ({ signal }) => {
      const query = { city_id: cityId, from: from.format(Date.now() - (days - 1) * DAY_MS) };
      return ask(api.GET("/api/v1/admin/figures/history", { params: { query }, signal }));
    },
  });
}
