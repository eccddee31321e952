import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, bearer, unwrap } from "@/api/client";
import { errorCode } from "@/api/problem";
import type { Arrival, CodeView, OpenedExit, Pass, Presented, VisitView } from "@/api/visit-types";
import { CHARGING_STATES } from "@/lib/charge-states";
import { savedPass, savePass } from "@/lib/saved-passes";
import { serverNow } from "@/lib/server-time";

/** Guests have the token of their reservation; users have a session. */
export interface VisitAccess {
  id: string;
  token: string | undefined;
}

/** While a barrier opens. */
const BARRIER_POLL_MS = 1_000;
/** The cost grows. */
const OPEN_POLL_MS = 30_000;
const CHARGING_POLL_MS = 5_000;

const optionsFor = ({ id, token }: VisitAccess) => ({ params: { path: { id } }, headers: bearer(token) });

/** Tells what a code is for. It changes nothing, and spends no message of a tag. */
export function lookUp(presented: Presented, token: string | undefined): Promise<CodeView> {
  return unwrap(api.POST("/api/v1/entry-codes/look-up", { body: presented, headers: bearer(token) }));
}

/** The key makes a repeat safe. */
export function checkIn(
  presented: Presented,
  arrival: Arrival,
  { key, token }: { key: string; token: string | undefined },
): Promise<VisitView> {
  const headers = { "Idempotency-Key": key, ...bearer(token) };
  return unwrap(api.POST("/api/v1/visits", { body: { ...presented, ...arrival }, headers }));
}

/** Without a code no barrier opens. A visit that has ended stays as it is. */
export function checkOut(access: VisitAccess, presented?: Presented): Promise<VisitView> {
  return unwrap(api.POST("/api/v1/visits/{id}/exit", { ...optionsFor(access), body: presented ?? {} }));
}

/** Opens an exit for a vehicle without a known visit. The position is needed without a session. */
export function openExit(
  presented: Presented,
  position: Arrival["position"],
  token: string | undefined,
): Promise<OpenedExit> {
  return unwrap(api.POST("/api/v1/exits", { body: { ...presented, position }, headers: bearer(token) }));
}

/** Shortly after an arrival or a departure. */
export function openBarrier(access: VisitAccess, presented: Presented): Promise<VisitView> {
  return unwrap(api.POST("/api/v1/visits/{id}/barrier", { ...optionsFor(access), body: presented }));
}

/** Milliseconds until the visit is read again; `false` if only live messages tell of changes. */
export function visitPollMs(visit: VisitView | undefined, now: number): number | false {
  if (!visit) return false;
  const { barrier, state, reservation } = visit;
  const isOpening = barrier?.state === "issued" || barrier?.state === "delivered";
  // A command without an outcome may stay as it is after its expiry.
  if (isOpening && Date.parse(barrier.expires_at) + 2 * BARRIER_POLL_MS > now) return BARRIER_POLL_MS;
  if (state === "open") return OPEN_POLL_MS;
  return CHARGING_STATES.includes(reservation.charge?.state ?? "") && CHARGING_POLL_MS;
}

export function visitQuery(access: VisitAccess) {
  return queryOptions({
    queryKey: ["visit", access.id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/visits/{id}", { ...optionsFor(access), signal })),
    refetchInterval: ({ state }) => visitPollMs(state.data, serverNow()),
  });
}

export function updateVisit(client: QueryClient, visit: VisitView): void {
  client.setQueryData(["visit", visit.id], visit);
  void client.invalidateQueries({ queryKey: ["visits"] });
  void client.invalidateQueries({ queryKey: ["reservation", visit.reservation_id] });
  void client.invalidateQueries({ queryKey: ["reservations"] });
}

/** Of the account. */
export const openVisitsQuery = queryOptions({
  queryKey: ["visits", "open"],
  queryFn: async ({ signal }) => {
    const query = { state: "open", limit: 20 };
    return (await unwrap(api.GET("/api/v1/visits", { params: { query }, signal }))).visits;
  },
});

/** `null` before the arrival. */
export function visitOfReservationQuery(access: VisitAccess, revision: number) {
  return queryOptions({
    queryKey: ["visits", "of-reservation", access.id, revision],
    queryFn: async ({ signal }) => {
      try {
        return await unwrap(api.GET("/api/v1/reservations/{id}/visit", { ...optionsFor(access), signal }));
      } catch (error) {
        if (errorCode(error) === "not_found") return null;
        throw error;
      }
    },
  });
}

/** A stored pass is shown at once, and without a network. `id` tells apart what it is for. */
function passOptions(id: string, read: () => Promise<Pass>) {
  return queryOptions({
    queryKey: ["pass", id],
    queryFn: async () => {
      const pass = await read();
      savePass(id, pass);
      return pass;
    },
    initialData: () => savedPass(id),
    initialDataUpdatedAt: 0,
    staleTime: 60_000,
    retry: false,
  });
}

export function reservationPassQuery(access: VisitAccess) {
  return passOptions(access.id, () => unwrap(api.GET("/api/v1/reservations/{id}/pass", optionsFor(access))));
}

/** Of the account, for a site. Each vehicle has its own. */
export function sitePassQuery(siteId: string, vehicleId: string | undefined) {
  const options = { params: { path: { id: siteId } }, body: vehicleId ? { vehicle_id: vehicleId } : {} };
  const id = vehicleId ? `${siteId}:${vehicleId}` : siteId;
  return passOptions(id, () => unwrap(api.POST("/api/v1/sites/{id}/pass", options)));
}
