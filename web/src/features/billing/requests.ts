import { queryOptions } from "@tanstack/react-query";
import { api, ask, bearer } from "@/api/client";

export interface ChargeAccess {
  id: string;
  token: string | undefined;
}

const of = ({ id, token }: ChargeAccess) => ({ params: { path: { id } }, headers: bearer(token) });

/** What is owed. It is asked for with a look at Stripe, so that what was paid a moment ago is known. */
export function owedQuery(access: ChargeAccess) {
  return queryOptions({ queryKey: ["charge", access.id], queryFn: () => syncCharge(access) });
}

export function syncCharge(access: ChargeAccess) {
  return ask(api.POST("/api/v1/charges/{id}/sync", of(access)));
}

export function beginPayment(access: ChargeAccess) {
  return ask(api.POST("/api/v1/charges/{id}/payment", of(access)));
}

export const cardsQuery = queryOptions({
  queryKey: ["cards"],
  queryFn: async ({ signal }) => (await ask(api.GET("/api/v1/cards", { signal }))).cards,
});

export function beginSavedCard() {
  return ask(api.POST("/api/v1/cards/setup"));
}

export function saveCard(setupIntentId: string) {
  return ask(api.POST("/api/v1/cards", { body: { setup_intent_id: setupIntentId } }));
}

export function removeCard(id: string) {
  return ask(api.DELETE("/api/v1/cards/{id}", { params: { path: { id } } }));
}

export function makeCardDefault(id: string) {
  return ask(api.PUT("/api/v1/cards/{id}/default", { params: { path: { id } } }));
}
