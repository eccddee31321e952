import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { ProblemError } from "./problem";
import type { components } from "./schema";

/** What only operators see. */
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
export type ImportReport = Schemas["ImportReport"];
export type Import = Schemas["ImportView"];
export type Job = Schemas["JobView"];
export type LedgerEntry = Schemas["LedgerEntryView"];
export type ListedCharge = Schemas["ListedCharge"];
export type ManagedSpot = Schemas["ManagedSpot"];
export type ManagedUser = Schemas["ManagedUser"];
export type ManagedZone = Schemas["ManagedZone"];
export type Reconciliation = Schemas["ReconciliationView"];
export type Refund = Schemas["RefundView"];
export type ReservationFile = Schemas["ReservationFile"];
export type Transition = Schemas["TransitionView"];
export type UserFile = Schemas["UserFile"];

/** All that is known of the console's things begins with this key: whoever changes one thing forgets them all. */
export const ADMIN_KEY = ["admin"] as const;

/** Time and money of what belongs to no city. */
const NO_CITY: Pick<City, "time_zone" | "currency" | "name"> = { time_zone: "UTC", currency: "USD", name: "" };

export const citiesQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "cities"],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/admin/cities", { signal }))).cities,
});

/** Cities, and how to find that of something; without an id the first one. */
export function useCities(): { cities: City[]; cityOf: (id?: string) => typeof NO_CITY & Partial<City> } {
  const { data: cities = [] } = useQuery(citiesQuery);
  return { cities, cityOf: (id) => (id ? cities.find((city) => city.id === id) : cities[0]) ?? NO_CITY };
}

interface Page {
  next_cursor?: string | null | undefined;
}

/** A list that comes page by page. */
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

/** Leaves out what was not asked for. */
export function definedFilters<T extends object>(filters: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value !== ""),
  ) as never;
}

/** Hands a file of the api to the browser, to be saved. */
export async function downloadFile(
  call: Promise<{ data?: unknown; error?: unknown; response: Response }>,
  name: string,
) {
  const file: unknown = await unwrap(call);
  if (typeof file !== "string" && !(file instanceof Blob)) throw new ProblemError({ code: "unavailable", detail: "" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Which fields are wrong, or rows of a file. */
export function fieldProblems(error: unknown): FieldProblem[] {
  return error instanceof ProblemError && error.code === "invalid_request" ? (error.problem.errors ?? []) : [];
}
