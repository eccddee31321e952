import { queryOptions } from "@tanstack/react-query";
import { api, unwrap, bearer } from "@/api/client";

export interface ChargeAccess {
  id: string;
  token: string | undefined;
}

const optionsFor = ({ id, token }: ChargeAccess) => ({ params: { path: { id } }, headers: bearer(token) });

/** Synchronises with Stripe first, so that a payment of a moment ago counts. */
export function chargeQuery(access: ChargeAccess) {
  return queryOptions({ queryKey: ["charge", access.id], queryFn: () => syncCharge(access) });
}

export function syncCharge(access: ChargeAccess) {
  return unwrap(api.POST("/api/v1/charges/{id}/sync", optionsFor(access)));
}

export function startPayment(access: ChargeAccess) {
  return unwrap(api.POST("/api/v1/charges/{id}/payment", optionsFor(access)));
}

export const cardsQuery = queryOptions({
  queryKey: ["cards"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/cards", { signal }))).cards,
});

export function startCardSetup() {
  return unwrap(api.POST("/api/v1/cards/setup"));
}

export function saveCard(setupIntentId: string) {
  return unwrap(api.POST("/api/v1/cards", { body: { setup_intent_id: setupIntentId } }));
}

export function removeCard(id: string) {
  return unwrap(api.DELETE("/api/v1/cards/{id}", { params: { path: { id } } }));
}

export function makeCardDefault(id: string) {
  return unwrap(api.PUT("/api/v1/cards/{id}/default", { params: { path: { id } } }));
}
