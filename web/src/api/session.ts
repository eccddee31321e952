import { recall, remember } from "@/lib/storage";

/**
 * The browser's session lives in cookies that no script can read; here is only known that there is one, and until when its access is good.
 */
interface Kept {
  /** When the access is to be renewed. */
  until: number;
}

/** Asks the api to keep the session in cookies. */
export const COOKIE_SESSION = { "X-Session": "cookie" } as const;

const KEY = "session";
const MARGIN_MS = 60_000;
const listeners = new Set<() => void>();
let renewing: Promise<boolean> | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

/** A session has begun, or was renewed. */
export function keepSession({ expires_in }: { expires_in: number }): void {
  remember(KEY, { until: Date.now() + expires_in * 1000 - MARGIN_MS } satisfies Kept);
  tell();
}

/** The session is over. */
export function dropSession(): void {
  remember(KEY, undefined);
  tell();
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

/** Renews the access before it ends, so that no call is refused. */
export async function renewIfDue(): Promise<void> {
  const kept = recall<Kept>(KEY);
  if (kept && Date.now() >= kept.until) await renew();
}

/** Renews it now; one at a time, of all tabs. False when there is no session any more. */
export function renew(): Promise<boolean> {
  renewing ??= exclusively(renewNow).finally(() => (renewing = undefined));
  return renewing;
}

async function exclusively(act: () => Promise<boolean>): Promise<boolean> {
  if (!("locks" in navigator)) return act();
  const before = recall<Kept>(KEY)?.until;
  return navigator.locks.request("curbhold:renew", () => {
    // Another tab may have done it, while this one waited for its turn.
    const now = recall<Kept>(KEY)?.until;
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
    dropSession();
    return false;
  }
  keepSession((await response.json()) as { expires_in: number });
  return true;
}
