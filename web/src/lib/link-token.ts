/**
 * The token of a link arrives in the URL fragment and moves to session storage before anything else runs, so that no
 * URL that leaves the page contains it: not Stripe's `return_url`, not `location` as a foreign script reads it, no
 * print-out, no synchronised bookmark.
 */
type Tokens = Record<string, string>;

const KEY = "curbhold:link-tokens";
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** The page of a shared stay: its token has another member of the fragment. */
const SHARED_PATH = /^\/shared\//;
const listeners = new Set<() => void>();
/** Fallback if session storage is unavailable. */
let tokens: Tokens | undefined;

/** One token serves all pages of a reservation or charge; that of a shared stay grants less and is kept apart. */
function tokenKey(path: string): string {
  const subject = ID.exec(path)?.[0].toLowerCase() ?? path;
  return SHARED_PATH.test(path) ? `shared:${subject}` : subject;
}

function readTokens(): Tokens {
  if (tokens) return tokens;
  try {
    tokens = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Tokens;
  } catch {
    tokens = {};
  }
  return tokens;
}

/** Lasts as long as the tab. */
export function storeLinkToken(pathOrId: string, token: string): void {
  const subject = tokenKey(pathOrId);
  if (readTokens()[subject] === token) return;
  tokens = { ...readTokens(), [subject]: token };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(tokens));
  } catch {
    // Without storage a reload loses it; the link of the mail still works.
  }
  for (const listener of listeners) listener();
}

/** By path, or by id of a reservation or charge. */
export function linkToken(pathOrId: string): string | undefined {
  return readTokens()[tokenKey(pathOrId)];
}

export function subscribeLinkTokens(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Moves the token from the URL to session storage. */
export function captureLinkToken(): void {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const name = SHARED_PATH.test(location.pathname) ? "t" : "token";
  const token = fragment.get(name);
  if (!token) return;
  storeLinkToken(location.pathname, token);
  fragment.delete(name);
  const rest = fragment.toString();
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest && `#${rest}`}`);
}
