import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { saveFile } from "@/lib/save-file";
import { api, unwrap } from "./client";
import { defaultCity, storedDefaultCity, subscribeDefaultCity } from "./default-city";
import { ProblemError } from "./problem";
import type { components } from "./schema";

/** Types and helpers of the console. */
type Schemas = components["schemas"];

export type AuditEntry = Schemas["AuditEntryView"];
export type Attempt = Schemas["AttemptView"];
export type Balance = Schemas["BalanceView"];
export type ChargeHistory = Schemas["ChargeHistory"];
export type City = Schemas["CityView"];
export type CityFigures = Schemas["CityFiguresView"];
export type Closure = Schemas["ClosureView"];
export type CreatedClosure = Schemas["CreatedClosure"];
export type FieldProblem = Schemas["FieldProblem"];
export type Figures = Schemas["Figures"];
export type GuardRailFigures = Schemas["GuardRailFigures"];
export type GuardRailReport = Schemas["GuardRailReport"];
export type ImportReport = Schemas["ImportReport"];
export type Import = Schemas["ImportView"];
export type Job = Schemas["JobView"];
export type LedgerEntry = Schemas["LedgerEntryView"];
export type ListedCharge = Schemas["ListedCharge"];
export type ManagedSpot = Schemas["ManagedSpot"];
export type ManagedUser = Schemas["ManagedUser"];
export type ManagedZone = Schemas["ManagedZone"];
export type OwnTerms = Schemas["OwnTerms"];
export type Permit = Schemas["ReducedRatePermitView"];
export type Reconciliation = Schemas["ReconciliationView"];
export type Refund = Schemas["RefundView"];
export type RoleGrant = Schemas["ListedRoleGrantView"];
export type RoleWithPermissions = Schemas["RoleView"];
export type ReservationFile = Schemas["ReservationFile"];
export type Site = Schemas["SiteView"];
export type OccupancyPolicy = Schemas["OccupancyPolicyView"];
export type Replay = Schemas["ReplayView"];
export type ReplayFigures = Schemas["ReplayFiguresView"];
export type Tariff = Schemas["TariffView"];
export type TariffAssignment = Schemas["AssignmentView"];
export type TariffDraft = Schemas["TariffDraftView"];
export type TariffPolicy = Schemas["TariffPolicyView"];
export type TariffSummary = Schemas["TariffSummary"];
export type TariffVersion = Tariff["versions"][number];
export type TariffYield = Schemas["YieldPolicyView"];
export type Terms = Schemas["TermsView"];
export type Transition = Schemas["TransitionView"];
export type UserFile = Schemas["UserFile"];
export type YieldChange = Schemas["YieldChangeView"];

/** Prefix of every query key of the console; each mutation invalidates all of them. */
export const ADMIN_KEY = ["admin"] as const;

/** For records without a city. */
const NO_CITY: Pick<City, "time_zone" | "currency" | "name"> = { time_zone: "UTC", currency: "USD", name: "" };

export const citiesQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "cities"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/admin/cities", { signal }))).cities,
});

export interface Cities {
  cities: City[];
  /** Without an id, the default city. */
  cityOf: (id?: string) => typeof NO_CITY & Partial<City>;
}

/** The cities that the user may see and that pass the filter. */
export function useCities(filter: (city: City) => boolean = () => true): Cities {
  const { data = [] } = useQuery(citiesQuery);
  useSyncExternalStore(subscribeDefaultCity, storedDefaultCity);
  const cities = data.filter(filter);
  const cityOf = (id?: string) => (id ? cities.find((city) => city.id === id) : defaultCity(cities)) ?? NO_CITY;
  return { cities, cityOf };
}

/** The sites of a city. */
export function siteOptionsQuery(cityId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "some-sites", cityId],
    enabled: Boolean(cityId),
    queryFn: async ({ signal }) => {
      const query = { city_id: cityId, limit: 100 };
      return (await unwrap(api.GET("/api/v1/admin/sites", { params: { query }, signal }))).sites;
    },
  });
}

interface Page {
  next_cursor?: string | null | undefined;
}

export function pagedQuery<T extends Page>(
  key: readonly unknown[],
  get: (cursor: { cursor?: string }, signal: AbortSignal) => Promise<T>,
) {
  return infiniteQueryOptions({
    queryKey: [...ADMIN_KEY, ...key],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => get(pageParam ? { cursor: pageParam } : {}, signal),
    getNextPageParam: (page: T) => page.next_cursor ?? undefined,
  });
}

/** Drops empty filters. */
export function definedFilters<T extends object>(filters: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(filters).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Options of an action with a reason, which the audit log needs. */
export const noteBody = (id: string, note: string) => ({ params: { path: { id } }, body: { note } });

/** Offers a file from the api as a download. */
export async function downloadFile(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  name: string,
) {
  const file: unknown = await unwrap(call);
  if (typeof file !== "string" && !(file instanceof Blob)) throw new ProblemError({ code: "unavailable", detail: "" });
  saveFile(new Blob([file]), name);
}

/** Errors by field, or by row of an imported file. */
export function fieldProblems(error: unknown): FieldProblem[] {
  return error instanceof ProblemError && error.code === "invalid_request" ? (error.problem.errors ?? []) : [];
}
