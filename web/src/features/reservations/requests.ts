import { infiniteQueryOptions, queryOptions, type QueryClient } from "@tanstack/react-query";
import { api, ask, bearer } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { CreateReservation, Receipt, Reservation } from "@/api/types";
import { keep, kept } from "@/lib/saved-reservations";
import { solveInWorker } from "@/lib/solve-in-worker";
import { toWire } from "@/lib/time";

/** Who asks for which reservation: a guest has a token, a user a session. */
export interface Access {
  id: string;
  token: string | undefined;
}

const of = ({ id, token }: Access) => ({ params: { path: { id } }, headers: bearer(token) });

/** One reservation; what is remembered of it shows at once, and without a network. */
export function reservationQuery(access: Access) {
  const remembered = kept(access.id);
  return queryOptions({
    queryKey: ["reservation", access.id],
    queryFn: async ({ signal }) => {
      const reservation = await ask(api.GET("/api/v1/reservations/{id}", { ...of(access), signal }));
      keep(reservation, access.token);
      return reservation;
    },
    initialData: remembered?.reservation,
    initialDataUpdatedAt: 0,
  });
}

/** Shows a newer state of a reservation everywhere. */
export function showReservation(client: QueryClient, reservation: Reservation, token?: string): void {
  client.setQueryData<Reservation>(["reservation", reservation.id], (known) =>
    known && known.revision > reservation.revision ? known : reservation,
  );
  keep(reservation, token);
  void client.invalidateQueries({ queryKey: ["reservations"] });
}

export function reservationsQuery(age: "current" | "past") {
  return infiniteQueryOptions({
    queryKey: ["reservations", age],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = { age, limit: 20, ...(pageParam && { cursor: pageParam }) };
      const page = await ask(api.GET("/api/v1/reservations", { params: { query }, signal }));
      if (age === "current") page.reservations.forEach((reservation) => keep(reservation));
      return page;
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The key makes a repeat after a lost answer harmless. Where the api requires a proof of work, it is solved and sent along. */
export async function createReservation(body: CreateReservation, key: string) {
  const create = (proof?: string) => {
    const headers = { "Idempotency-Key": key, ...(proof && { "X-Human-Check": proof }) };
    return ask(api.POST("/api/v1/reservations", { body, headers }));
  };
  try {
    return await create();
  } catch (error) {
    if (codeOf(error) !== "human_check_required") throw error;
    const { challenge, bits } = await ask(api.GET("/api/v1/human-check"));
    return create(`${challenge}:${await solveInWorker(challenge, bits)}`);
  }
}

export function beginCard(access: Access, cardId?: string) {
  return ask(api.POST("/api/v1/reservations/{id}/card", { ...of(access), body: cardId ? { card_id: cardId } : {} }));
}

export function confirmReservation(access: Access, setupIntentId: string, saveCard: boolean) {
  const body = { setup_intent_id: setupIntentId, save_card: saveCard };
  return ask(api.POST("/api/v1/reservations/{id}/confirm", { ...of(access), body }));
}

export function cancelReservation(access: Access, revision: number) {
  return ask(api.POST("/api/v1/reservations/{id}/cancel", { ...of(access), body: { revision } }));
}

export function endReservation(access: Access, revision: number) {
  return ask(api.POST("/api/v1/reservations/{id}/end", { ...of(access), body: { revision } }));
}

export function extensionQuery(access: Access, endsAt: number) {
  return queryOptions({
    queryKey: ["extension", access.id, endsAt],
    staleTime: 0,
    queryFn: ({ signal }) => {
      const { params, headers } = of(access);
      const query = { ends_at: toWire(endsAt) };
      return ask(api.GET("/api/v1/reservations/{id}/extension", { params: { ...params, query }, headers, signal }));
    },
  });
}

export function extendReservation(access: Access, endsAt: string, revision: number, rate: number) {
  const body = { ends_at: endsAt, revision, rate_minor_per_hour: rate };
  return ask(api.PATCH("/api/v1/reservations/{id}", { ...of(access), body }));
}

/** The spot that is offered in place of one that was taken back; `null` for none. */
export function reseatQuery(access: Access) {
  return queryOptions({
    queryKey: ["reseat", access.id],
    queryFn: async ({ signal }) => {
      try {
        return await ask(api.GET("/api/v1/reservations/{id}/reseat", { ...of(access), signal }));
      } catch (error) {
        if (codeOf(error) === "not_found") return null;
        throw error;
      }
    },
  });
}

export function answerReseat(access: Access, accept: boolean) {
  return ask(api.POST("/api/v1/reservations/{id}/reseat", { ...of(access), body: { accept } }));
}

/** Somebody else is on the spot. */
export function reportTaken(access: Access) {
  return ask(api.POST("/api/v1/reservations/{id}/report-taken", of(access)));
}

export function receiptQuery(access: Access) {
  return queryOptions({
    queryKey: ["receipt", access.id],
    queryFn: async ({ signal }): Promise<Receipt> => {
      const { params, headers } = of(access);
      const wanted = { ...headers, accept: "application/json" };
      const receipt = await ask(api.GET("/api/v1/reservations/{id}/receipt", { params, headers: wanted, signal }));
      if (typeof receipt === "string") throw new Error("A receipt as JSON was asked for.");
      return receipt;
    },
  });
}

export function claimReservations() {
  return ask(api.POST("/api/v1/account/claim"));
}
