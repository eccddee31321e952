import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { components } from "@/api/schema";
import { uncheckedBody } from "@/api/unchecked-body";
import type { TariffDocument } from "../tariff-document";

export function tariffsQuery(filters: { city_id?: string | undefined }) {
  return pagedQuery(["tariffs", filters], (cursor, signal) =>
    unwrap(api.GET("/api/v1/admin/tariffs", { params: { query: { ...definedFilters(filters), ...cursor } }, signal })),
  );
}

export function tariffQuery(id: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "tariff", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/tariffs/{id}", { params: { path: { id } }, signal })),
  });
}

export function createTariff(cityId: string, name: string) {
  return unwrap(api.POST("/api/v1/admin/tariffs", { body: { city_id: cityId, name } }));
}

export function renameTariff(id: string, name: string) {
  return unwrap(api.PATCH("/api/v1/admin/tariffs/{id}", { params: { path: { id } }, body: { name } }));
}

/** Without a time, the version is effective from now on. */
export function publishVersion(id: string, document: TariffDocument, effectiveFrom?: string) {
  return unwrap(
    api.POST("/api/v1/admin/tariffs/{id}/versions", {
      params: { path: { id } },
      body: {
        document: uncheckedBody<Record<string, never>>(document),
        ...(effectiveFrom && { effective_from: effectiveFrom }),
      },
    }),
  );
}

/** At most one place; without any, the whole city. */
export type NewAssignment = components["schemas"]["AssignTariff"];

export function assignTariff(id: string, body: NewAssignment) {
  return unwrap(api.POST("/api/v1/admin/tariffs/{id}/assignments", { params: { path: { id } }, body }));
}

export function endAssignment(id: string) {
  return unwrap(api.POST("/api/v1/admin/tariff-assignments/{id}/end", { params: { path: { id } } }));
}

function previewTariff(cityId: string, document: TariffDocument, signal: AbortSignal) {
  const body = { city_id: cityId, document: uncheckedBody<Record<string, never>>(document) };
  return unwrap(api.POST("/api/v1/admin/tariffs/preview", { body, signal }));
}

export type TariffPreview = Awaited<ReturnType<typeof previewTariff>>;

/** Rules and prices of a document; an invalid one is refused with its errors. Keeps the last preview meanwhile. */
export function previewQuery(cityId: string, document: TariffDocument) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "tariff-preview", cityId, document],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => previewTariff(cityId, document, signal),
  });
}
