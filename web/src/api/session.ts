import { getStored, setStored } from "@/lib/storage";

/**
 * The browser's session lives in cookies that no script can read; here is only known that there is one, and until when its access is good.
 */
interface StoredSession {
  /** When the access is to be renewed. */
  until: number;
}

/** Asks the api to keep the session in cookies. */
export const COOKIE_SESSION = { "X-Session": "cookie" } as const;

const KEY = "session";
const RENEWAL_MARGIN_MS = 60_000;
const listeners = new Set<() => void>();
let renewing: Promise<boolean> | undefined;

function notify(): void {
  for (const listener of listeners) listener();
}

/** A session has begun, or was renewed. */
export function storeSession({ expires_in }: { expires_in: number }): void {
  setStored(KEY, { until: Date.now() + expires_in * 1000 - RENEWAL_MARGIN_MS } satisfies StoredSession);
  notify();
}

/** The session is over. */
export function clearSession(): void {
  setStored(KEY, undefined);
  notify();
}

/** Whether somebody is signed in, as far as this browser knows. */
export function hasSession(): boolean {
  return getStored<StoredSession>(KEY) !== undefined;
}

/** Tells when that changes, in other tabs too. */
export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** Renews the access before it ends, so that no call is refused. */
export async function renewIfDue(): Promise<void> {
  const kept = getStored<StoredSession>(KEY);
  if (kept && Date.now() >= kept.until) await renew();
}

/** Renews it now; one at a time, of all tabs. False when there is no session any more. */
export function renew(): Promise<boolean> {
  renewing ??= withRenewalLock(renewNow).finally(() => (renewing = undefined));
  return renewing;
}

async function withRenewalLock(act: () => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return act();
  const before = getStored<StoredSession>(KEY)?.until;
  return navigator.locks.request("curbhold:renew", () => {
    // Another tab may have done it, while this one waited for its turn.
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
  // Without an answer nothing is known: the session may go on.
  if (!response || response.status >= 500 || response.status === 429) return false;
  if (!response.ok) {
    clearSession();
    return false;
  }
  storeSession((await response.json()) as { expires_in: number });
  return true;
}
