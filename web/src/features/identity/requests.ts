import type { QueryClient } from "@tanstack/react-query";
import { accountQuery } from "@/api/account";
import { api, ask, bearer } from "@/api/client";
import { COOKIE_SESSION, dropSession, keepSession } from "@/api/session";
import type { User } from "@/api/types";
import { forgetUsers } from "@/lib/saved-reservations";
import { recall, remember } from "@/lib/storage";

/** Where the token of a sign-up is kept until the address is confirmed: a link that is opened in this browser needs no other password then. */
const SIGN_UP = "sign-up";

type Session = Parameters<typeof keepSession>[0] & { user: User };

function begin(client: QueryClient, session: Session): void {
  keepSession(session);
  client.setQueryData(accountQuery.queryKey, session.user);
}

export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  const body = { email, password };
  begin(client, await ask(api.POST("/api/v1/sessions", { body, headers: COOKIE_SESSION })));
}

/** Answers with the token of the sign-up when the address is to be confirmed first. */
export async function signUp(client: QueryClient, email: string, password: string): Promise<string | undefined> {
  const body = { email, password };
  const answer = await ask(api.POST("/api/v1/accounts", { body, headers: COOKIE_SESSION }));
  if ("sign_up_token" in answer) {
    remember(SIGN_UP, answer.sign_up_token);
    return answer.sign_up_token;
  }
  begin(client, answer);
  return undefined;
}

/** Whatever the api says: this browser knows nothing of the user any more. */
async function leave(client: QueryClient, told: Promise<unknown>): Promise<void> {
  try {
    await told;
  } finally {
    dropSession();
    forgetUsers();
    client.clear();
  }
}

export function signOut(client: QueryClient): Promise<void> {
  return leave(client, ask(api.DELETE("/api/v1/sessions/current", { headers: COOKIE_SESSION })));
}

/** On every device. */
export function signOutEverywhere(client: QueryClient): Promise<void> {
  return leave(client, ask(api.DELETE("/api/v1/sessions", { headers: COOKIE_SESSION })));
}

type EmailProof = { token: string; password?: string } | { code: string };

/** By the link's token, or by the code; then the token of the sign-up, the session or the guest tells whose address it is. */
export async function confirmEmail(client: QueryClient, proof: EmailProof, as?: string) {
  const headers = { ...bearer(as), ...COOKIE_SESSION };
  const confirmed = await ask(api.POST("/api/v1/email-confirmations", { body: proof, headers }));
  if (confirmed.session) begin(client, confirmed.session);
  if (confirmed.user) remember(SIGN_UP, undefined);
  return confirmed;
}

/** By the link of a mail. A browser that has not begun the sign-up is asked for a password: `password_required`. */
export function confirmByLink(client: QueryClient, token: string, password?: string) {
  const proof = password === undefined ? { token } : { token, password };
  return confirmEmail(client, proof, recall<string>(SIGN_UP));
}

export function resendMail(as: string | undefined) {
  return ask(api.POST("/api/v1/email-confirmations/resend", { headers: bearer(as) }));
}

export function changeGuestEmail(id: string, token: string | undefined, email: string) {
  const params = { path: { id } };
  return ask(api.PATCH("/api/v1/reservations/{id}/email", { params, body: { email }, headers: bearer(token) }));
}

export function changeAccountEmail(as: string, email: string) {
  return ask(api.PATCH("/api/v1/account/email", { body: { email }, headers: bearer(as) }));
}

export function requestReset(email: string) {
  return ask(api.POST("/api/v1/password-resets", { body: { email } }));
}

export function resetPassword(token: string, newPassword: string) {
  return ask(api.POST("/api/v1/password-resets/confirm", { body: { token, new_password: newPassword } }));
}

export function changePassword(password: string, newPassword: string) {
  return ask(api.PUT("/api/v1/account/password", { body: { password, new_password: newPassword } }));
}
