import { infiniteQueryOptions, queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, unwrap, bearer } from "@/api/client";
import { errorCode } from "@/api/problem";
import type { CreateReservation, Quote, Receipt, Reservation, VehicleChoice } from "@/api/types";
import { saveReservation, savedReservation } from "@/lib/saved-reservations";
import { serverNow } from "@/lib/server-time";
import { solveInWorker } from "@/lib/solve-in-worker";
import { toRfc3339 } from "@/lib/time";
import { lastLiveReservation } from "./live/live-store";

/** Guests have a token; users have a session. */
export interface ReservationAccess {
  id: string;
  token: string | undefined;
}

const optionsFor = ({ id, token }: ReservationAccess) => ({ params: { path: { id } }, headers: bearer(token) });

/**
 * Replaces a response by a live message that arrived during the request, unless the response has a higher revision:
 * a charge changes without a new revision, and responses and live messages are not ordered.
 */
function orNewerLive(id: string): (response: Reservation) => Reservation {
  const before = lastLiveReservation(id);
  return (response) => {
    const live = lastLiveReservation(id);
    return live && live !== before && live.revision >= response.revision ? live : response;
  };
}

/** Starts with the saved reservation, also offline. */
export function reservationQuery(access: ReservationAccess) {
  const saved = savedReservation(access.id);
  return queryOptions({
    queryKey: ["reservation", access.id],
    queryFn: async ({ signal }) => {
      const reservation = await unwrap(api.GET("/api/v1/reservations/{id}", { ...optionsFor(access), signal })).then(
        orNewerLive(access.id),
      );
      saveReservation(reservation, access.token);
      return reservation;
    },
    initialData: saved?.reservation,
    initialDataUpdatedAt: 0,
  });
}

/** Ignores a revision older than the cached one. */
export function updateReservation(client: QueryClient, reservation: Reservation, token?: string): void {
  client.setQueryData<Reservation>(["reservation", reservation.id], (known) =>
    known && known.revision > reservation.revision ? known : reservation,
  );
  saveReservation(reservation, token);
  void client.invalidateQueries({ queryKey: ["reservations"] });
}

export function reservationsQuery(age: "current" | "past") {
  return infiniteQueryOptions({
    queryKey: ["reservations", age],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = { age, limit: 20, ...(pageParam && { cursor: pageParam }) };
      const page = await unwrap(api.GET("/api/v1/reservations", { params: { query }, signal }));
      if (age === "current") page.reservations.forEach((reservation) => saveReservation(reservation));
      return page;
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The idempotency key makes retries safe. Solves a proof of work if the api requires one. */
export async function createReservation(body: CreateReservation, key: string) {
  const create = (proof?: string) => {
    const headers = { "Idempotency-Key": key, ...(proof && { "X-Human-Check": proof }) };
    return unwrap(api.POST("/api/v1/reservations", { body, headers }));
  };
  try {
    return await create();
  } catch (error) {
    if (errorCode(error) !== "human_check_required") throw error;
    const { challenge, bits } = await unwrap(api.GET("/api/v1/human-check"));
    return create(`${challenge}:${await solveInWorker(challenge, bits)}`);
  }
}

export function startCardSetup(access: ReservationAccess, cardId?: string) {
  return unwrap(
    api.POST("/api/v1/reservations/{id}/card", { ...optionsFor(access), body: cardId ? { card_id: cardId } : {} }),
  );
}

export function confirmReservation(access: ReservationAccess, setupIntentId: string, saveCard: boolean) {
  const body = { setup_intent_id: setupIntentId, save_card: saveCard };
  return unwrap(api.POST("/api/v1/reservations/{id}/confirm", { ...optionsFor(access), body })).then(
    orNewerLive(access.id),
  );
}

export function cancelReservation(access: ReservationAccess, revision: number) {
  return unwrap(api.POST("/api/v1/reservations/{id}/cancel", { ...optionsFor(access), body: { revision } })).then(
    orNewerLive(access.id),
  );
}

export function endReservation(access: ReservationAccess, revision: number) {
  return unwrap(api.POST("/api/v1/reservations/{id}/end", { ...optionsFor(access), body: { revision } })).then(
    orNewerLive(access.id),
  );
}

/** A floor for the time between two quotes. */
const MIN_QUOTE_INTERVAL_MS = 30_000;

/** Time in milliseconds until the quote has to be replaced. */
export function quoteTimeLeft({ expires_at }: Pick<Quote, "expires_at">, now: number): number {
  return Math.max(Date.parse(expires_at) - now, MIN_QUOTE_INTERVAL_MS);
}

/** The api stores each quote, so another one is requested only after the expiry. */
const quoteOptions = {
  staleTime: Infinity,
  gcTime: 0,
  refetchInterval: ({ state }: { state: { data?: Pick<Quote, "expires_at"> | undefined } }) =>
    state.data ? quoteTimeLeft(state.data, serverNow()) : (false as const),
};

export interface QuotedStay {
  spotId: string;
  vehicleClass: string;
  /** In milliseconds; undefined for now. */
  from: number | undefined;
  seconds: number;
}

export function quoteQuery({ spotId, vehicleClass, from, seconds }: QuotedStay) {
  return queryOptions({
    queryKey: ["quote", spotId, vehicleClass, from, seconds],
    ...quoteOptions,
    queryFn: ({ signal }) => {
      const start = from ? { starts_at: toRfc3339(from) } : {};
      const body = { spot_id: spotId, vehicle_class: vehicleClass, duration_seconds: seconds, ...start };
      return unwrap(api.POST("/api/v1/quotes", { body, signal }));
    },
  });
}

/** The price of the time added until `endsAt`. */
export function extensionQuoteQuery(access: ReservationAccess, endsAt: number) {
  return queryOptions({
    queryKey: ["extension", access.id, endsAt],
    ...quoteOptions,
    queryFn: ({ signal }) => {
      const body = { ends_at: toRfc3339(endsAt) };
      return unwrap(api.POST("/api/v1/reservations/{id}/quotes", { ...optionsFor(access), body, signal }));
    },
  });
}

/** A new quote in place of an expired one, with the total of the whole stay adjusted. */
export function replaceExtensionQuote<T extends Quote & { estimate: Quote["total"] }>(expired: T, quote: Quote): T {
  const amount_minor = expired.estimate.amount_minor - expired.total.amount_minor + quote.total.amount_minor;
  return { ...expired, ...quote, estimate: { ...expired.estimate, amount_minor } };
}

export function extendReservation(access: ReservationAccess, quote: Pick<Quote, "id" | "ends_at">, revision: number) {
  const body = { ends_at: quote.ends_at, revision, quote_id: quote.id };
  return unwrap(api.PATCH("/api/v1/reservations/{id}", { ...optionsFor(access), body })).then(orNewerLive(access.id));
}

/** The time of a change depends on the status, so it is fetched again with each new one. */
export function reservationVehicleQuery(access: ReservationAccess, status: string) {
  return queryOptions({
    queryKey: ["reservation-vehicle", access.id, status],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/reservations/{id}/vehicle", { ...optionsFor(access), signal })),
  });
}

export function chooseVehicle(access: ReservationAccess, body: VehicleChoice) {
  return unwrap(api.PUT("/api/v1/reservations/{id}/vehicle", { ...optionsFor(access), body }));
}

/** `null` if no spot was offered. */
export function reseatQuery(access: ReservationAccess) {
  return queryOptions({
    queryKey: ["reseat", access.id],
    queryFn: async ({ signal }) => {
      try {
        return await unwrap(api.GET("/api/v1/reservations/{id}/reseat", { ...optionsFor(access), signal }));
      } catch (error) {
        if (errorCode(error) === "not_found") return null;
        throw error;
      }
    },
  });
}

export function answerReseat(access: ReservationAccess, accept: boolean) {
  return unwrap(api.POST("/api/v1/reservations/{id}/reseat", { ...optionsFor(access), body: { accept } }));
}

export async function reportTaken(access: ReservationAccess) {
  const newest = orNewerLive(access.id);
  const { reservation, reseat } = await unwrap(api.POST("/api/v1/reservations/{id}/report-taken", optionsFor(access)));
  return { reservation: newest(reservation), reseat };
}

export function receiptQuery(access: ReservationAccess) {
  return queryOptions({
    queryKey: ["receipt", access.id],
    queryFn: async ({ signal }): Promise<Receipt> => {
      const { params, headers } = optionsFor(access);
      const jsonHeaders = { ...headers, accept: "application/json" };
      const receipt = await unwrap(
        api.GET("/api/v1/reservations/{id}/receipt", { params, headers: jsonHeaders, signal }),
      );
      if (typeof receipt === "string") throw new Error("Expected a receipt as JSON.");
      return receipt;
    },
  });
}

/** Has the same response whether or not there is such a reservation. */
export function requestGuestLink(email: string, reference: string) {
  return unwrap(api.POST("/api/v1/guest-links", { body: { email, reference } }));
}

export function claimReservations() {
  return unwrap(api.POST("/api/v1/account/claim"));
}
