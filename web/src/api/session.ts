import { recall, remember } from "@/lib/storage";

/**
 * The browser's session lives in cookies that no script can read; here is only known that there is one, and until when its access is good.
 */
interface Kept {
  /** When the access is to be renewed. */
  until: number;
}

/** Asks the api to keep the session in cookies. */
export const COOKIE_SESSION = { "x-session": "cookie" } as const;

const KEY = "session";
const MARGIN_MS = 60_000;
const listeners = new Set<() => void>();
let renewing: Promise<boolean> | undefined;

// An api that knows no cookie sessions gives the tokens in the body: then they last as long as the page.
let tokens: { access: string; refresh: string } | undefined;

interface Given {
  access_token?: string;
  refresh_token?: string;
  expires_in: number;
}

/** A session has begun, or was renewed. */
export function keepSession(given: Given): void {
  tokens =
    given.access_token && given.refresh_token
      ? { access: given.access_token, refresh: given.refresh_token }
      : undefined;
  remember(KEY, { until: Date.now() + given.expires_in * 1000 - MARGIN_MS } satisfies Kept);
  for (const listener of listeners) listener();
}

/** The session is over. */
export function dropSession(): void {
  tokens = undefined;
  remember(KEY, undefined);
  for (const listener of listeners) listener();
}

/** Whether somebody is signed in, as far as this browser knows. */
export function hasSession(): boolean {
  return recall<Kept>(KEY) !== undefined;
}

/** Tells when that changes, in other tabs too. */
export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** The header of a session that is not in cookies. */
export function authorisation(): string | undefined {
  return tokens && `Bearer ${tokens.access}`;
}

/** The same for the live connection, which takes no header. */
export function liveToken(): string | undefined {
  return tokens?.access;
}

export function mayRenew(): boolean {
  return hasSession();
}

/** Renews the access before it ends, so that no call is refused. */
export async function renewIfDue(): Promise<void> {
  const kept = recall<Kept>(KEY);
  if (kept && Date.now() >= kept.until) await renew();
}

/** Renews it now; one at a time, of all tabs. False when the session is over. */
export function renew(): Promise<boolean> {
  renewing ??= exclusively(renewNow).finally(() => (renewing = undefined));
  return renewing;
}

async function exclusively(act: (waited: boolean) => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return act(false);
  const before = recall<Kept>(KEY)?.until;
  return navigator.locks.request("curbhold:renew", () => act(recall<Kept>(KEY)?.until !== before));
}

async function renewNow(doneByAnother: boolean): Promise<boolean> {
  if (doneByAnother && !tokens) return hasSession();
  const response = await fetch("/api/v1/sessions/renew", {
    method: "POST",
    headers: { "content-type": "application/json", ...COOKIE_SESSION },
    credentials: "same-origin",
    body: JSON.stringify(tokens ? { refresh_token: tokens.refresh } : {}),
  }).catch(() => undefined);
  // Without a network nothing is known: the session may go on.
  if (!response || response.status >= 500) return false;
  if (!response.ok) {
    dropSession();
    return false;
  }
  keepSession((await response.json()) as Given);
  return true;
}
