import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { YieldPolicy } from "@/api/types";
import { uncheckedBody } from "@/api/unchecked-body";
import type { YieldFields } from "./yield-fields";

/** The level and the occupancy are live. */
const REFRESH_INTERVAL_MS = 10_000;

export function yieldQuery(tariffId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "yield-policy", tariffId],
    refetchInterval: REFRESH_INTERVAL_MS,
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/admin/tariffs/{id}/yield-policy", { params: { path: { id: tariffId } }, signal })),
  });
}

/** Fields that are not filled are refused by the api. */
export function setYieldPolicy(tariffId: string, policy: YieldFields) {
  return unwrap(
    api.PUT("/api/v1/admin/tariffs/{id}/yield-policy", {
      params: { path: { id: tariffId } },
      body: uncheckedBody<YieldPolicy>(policy),
    }),
  );
}

export function endYieldPolicy(tariffId: string) {
  return unwrap(api.DELETE("/api/v1/admin/tariffs/{id}/yield-policy", { params: { path: { id: tariffId } } }));
}
