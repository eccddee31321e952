import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import { serverNow } from "@/lib/server-time";

const REFRESH_INTERVAL_MS = 10_000;
const DAY_MS = 86_400_000;

export const figuresQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "figures"],
  refetchInterval: REFRESH_INTERVAL_MS,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/figures", { signal })),
});

/** The last `days` days by the city's clock, including today. */
export function historyQuery(cityId: string, zone: string, days: number) {
  const from = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  return queryOptions({
    queryKey: [...ADMIN_KEY, "history", cityId, days],
    enabled: Boolean(cityId),
    staleTime: 60_000,
    queryFn: ({ signal }) => {
      const query = { city_id: cityId, from: from.format(serverNow() - (days - 1) * DAY_MS) };
      return unwrap(api.GET("/api/v1/admin/figures/history", { params: { query }, signal }));
    },
  });
}
