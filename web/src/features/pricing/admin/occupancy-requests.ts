import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, type OccupancyPolicy } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { uncheckedBody } from "@/api/unchecked-body";
import type { TariffDocument } from "../tariff-document";

type Schemas = components["schemas"];

/** RFC 3339; the end is exclusive. */
export interface PastPeriod {
  from: string;
  to: string;
}

/** The rules that a replay compares with. */
export type ReplaySource = { document: TariffDocument } | { draft_id: string };

export function policyQuery(tariffId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "occupancy-policy", tariffId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/admin/tariffs/{id}/occupancy-policy", { params: { path: { id: tariffId } }, signal })),
  });
}

/** Fields that are not filled are refused by the api. */
export function setPolicy(tariffId: string, policy: Partial<OccupancyPolicy>, coveragePercent: number | undefined) {
  return unwrap(
    api.PUT("/api/v1/admin/tariffs/{id}/occupancy-policy", {
      params: { path: { id: tariffId } },
      body: uncheckedBody<Schemas["SetOccupancyPolicy"]>({ policy, coverage_percent: coveragePercent }),
    }),
  );
}

export function draftsQuery(tariffId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "tariff-drafts", tariffId],
    queryFn: async ({ signal }) => {
      const params = { path: { id: tariffId } };
      return (await unwrap(api.GET("/api/v1/admin/tariffs/{id}/drafts", { params, signal }))).drafts;
    },
  });
}

export function draftVersion(tariffId: string, period: PastPeriod) {
  return unwrap(api.POST("/api/v1/admin/tariffs/{id}/drafts", { params: { path: { id: tariffId } }, body: period }));
}

/** Without a time, the version is effective from now on. */
export function publishDraft(draftId: string, effectiveFrom?: string) {
  return unwrap(
    api.POST("/api/v1/admin/tariff-drafts/{id}/publish", {
      params: { path: { id: draftId } },
      body: effectiveFrom ? { effective_from: effectiveFrom } : {},
    }),
  );
}

export function discardDraft(draftId: string) {
  return unwrap(api.POST("/api/v1/admin/tariff-drafts/{id}/discard", { params: { path: { id: draftId } } }));
}

/** With an elasticity, the response has the stays and the revenue that are expected. */
export function replayTariff(
  tariffId: string,
  source: ReplaySource,
  period: PastPeriod,
  elasticity: number | undefined,
) {
  return unwrap(
    api.POST("/api/v1/admin/tariffs/{id}/replay", {
      params: { path: { id: tariffId } },
      body: uncheckedBody<Schemas["ReplayTariff"]>({
        ...source,
        ...period,
        ...(elasticity !== undefined && { elasticity }),
      }),
    }),
  );
}
