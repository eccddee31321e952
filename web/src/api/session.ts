import { serverNow } from "@/lib/server-time";
import { getStored, setStored } from "@/lib/storage";

/**
 * The session is in HttpOnly cookies; storage only records that there is one, and when its access token must be
 * renewed.
 */
interface StoredSession {
  /** In milliseconds. */
  until: number;
}

/** Asks the api for a session in cookies. */
export const COOKIE_SESSION = { "X-Session": "cookie" } as const;

const KEY = "session";
const RENEWAL_MARGIN_MS = 60_000;
const listeners = new Set<() => void>();
let renewing: Promise<boolean> | undefined;

function notify(): void {
  for (const listener of listeners) listener();
}

export function storeSession({ expires_in }: { expires_in: number }): void {
  setStored(KEY, { until: serverNow() + expires_in * 1000 - RENEWAL_MARGIN_MS } satisfies StoredSession);
  notify();
}

export function clearSession(): void {
  setStored(KEY, undefined);
  notify();
}

/** A session may have ended on the server without this browser knowing. */
export function hasSession(): boolean {
  return getStored<StoredSession>(KEY) !== undefined;
}

/** Covers changes in other tabs. */
export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** Renews before expiry, so that no call fails. */
export async function renewIfDue(): Promise<void> {
  const stored = getStored<StoredSession>(KEY);
  if (stored && serverNow() >= stored.until) await renew();
}

/** At most one renewal at a time across all tabs. Resolves to false if the session has ended. */
export function renew(): Promise<boolean> {
  renewing ??= withRenewalLock(renewNow).finally(() => (renewing = undefined));
  return renewing;
}

async function withRenewalLock(act: () => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return act();
  const before = getStored<StoredSession>(KEY)?.until;
  return navigator.locks.request("curbhold:renew", () => {
    // Another tab may have renewed while this one waited for the lock.
    const now = getStored<StoredSession>(KEY)?.until;
    return now !== undefined && now !== before ? true : act();
  });
}

async function renewNow(): Promise<boolean> {
  const response = await fetch("/api/v1/sessions/renew", {
    method: "POST",
    headers: { "content-type": "application/json", ...COOKIE_SESSION },
    credentials: "same-origin",
    body: "{}",
  }).catch(() => undefined);
  // No response says nothing about the session: it may still be valid.
  if (!response || response.status >= 500 || response.status === 429) return false;
  if (!response.ok) {
    clearSession();
    return false;
  }
  storeSession((await response.json()) as { expires_in: number });
  return true;
}
