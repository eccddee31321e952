import type { QueryClient } from "@tanstack/react-query";
import { accountQuery } from "@/api/account";
import { api, unwrap, bearer } from "@/api/client";
import { COOKIE_SESSION, clearSession, storeSession } from "@/api/session";
import type { User } from "@/api/types";
import { removePasses } from "@/lib/saved-passes";
import { removeAccountReservations } from "@/lib/saved-reservations";
import { getStored, setStored } from "@/lib/storage";

/** Storage key. With the token, a link opened in this browser verifies the sign-up without asking for a password. */
const SIGN_UP_TOKEN_KEY = "sign-up";

type Session = Parameters<typeof storeSession>[0] & { user: User };

function startSession(client: QueryClient, session: Session): void {
  storeSession(session);
  client.setQueryData(accountQuery.queryKey, session.user);
}

export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  const body = { email, password };
  startSession(client, await unwrap(api.POST("/api/v1/sessions", { body, headers: COOKIE_SESSION })));
}

/** Resolves to the sign-up token if the address must be verified first. */
export async function signUp(client: QueryClient, email: string, password: string): Promise<string | undefined> {
  const body = { email, password };
  const response = await unwrap(api.POST("/api/v1/accounts", { body, headers: COOKIE_SESSION }));
  if ("sign_up_token" in response) {
    setStored(SIGN_UP_TOKEN_KEY, response.sign_up_token);
    return response.sign_up_token;
  }
  startSession(client, response);
  return undefined;
}

/** Clears the local session even if the api fails. */
async function endSession(client: QueryClient, request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } finally {
    clearSession();
    removeAccountReservations();
    removePasses();
    client.clear();
  }
}

export function signOut(client: QueryClient): Promise<void> {
  return endSession(client, unwrap(api.DELETE("/api/v1/sessions/current", { headers: COOKIE_SESSION })));
}

export function signOutEverywhere(client: QueryClient): Promise<void> {
  return endSession(client, unwrap(api.DELETE("/api/v1/sessions", { headers: COOKIE_SESSION })));
}

type VerificationInput = { token: string; password?: string } | { code: string };

/**
 * Verifies by the token of a link or by a code; a code also needs the sign-up token, the guest's token or a session.
 */
export async function verifyEmail(client: QueryClient, proof: VerificationInput, token?: string) {
  const headers = { ...bearer(token), ...COOKIE_SESSION };
  const confirmed = await unwrap(api.POST("/api/v1/email-confirmations", { body: proof, headers }));
  if (confirmed.session) startSession(client, confirmed.session);
  if (confirmed.user) setStored(SIGN_UP_TOKEN_KEY, undefined);
  return confirmed;
}

/** Fails with `password_required` in a browser that did not start the sign-up. */
export function verifyEmailByLink(client: QueryClient, token: string, password?: string) {
  const proof = password === undefined ? { token } : { token, password };
  return verifyEmail(client, proof, getStored<string>(SIGN_UP_TOKEN_KEY));
}

export function resendVerification(as: string | undefined) {
  return unwrap(api.POST("/api/v1/email-confirmations/resend", { headers: bearer(as) }));
}

export function changeGuestEmail(id: string, token: string | undefined, email: string) {
  const params = { path: { id } };
  return unwrap(api.PATCH("/api/v1/reservations/{id}/email", { params, body: { email }, headers: bearer(token) }));
}

export function changeAccountEmail(as: string, email: string) {
  return unwrap(api.PATCH("/api/v1/account/email", { body: { email }, headers: bearer(as) }));
}

export function requestPasswordReset(email: string) {
  return unwrap(api.POST("/api/v1/password-resets", { body: { email } }));
}

export function resetPassword(token: string, newPassword: string) {
  return unwrap(api.POST("/api/v1/password-resets/confirm", { body: { token, new_password: newPassword } }));
}

export function changePassword(password: string, newPassword: string) {
  return unwrap(api.PUT("/api/v1/account/password", { body: { password, new_password: newPassword } }));
}
