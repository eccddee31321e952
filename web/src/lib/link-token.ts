/**
 * The token of a mail's link. It arrives behind the `#` of the address and is moved from there into this tab's own storage before anything else runs, so that
 * no address that leaves contains it: not the `return_url` for Stripe, not what a script of another origin reads from `location`, no print-out, no bookmark
 * that is synchronised.
 */
type Tokens = Record<string, string>;

const KEY = "curbhold:link-tokens";
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const listeners = new Set<() => void>();
/** Serves where the browser refuses storage. */
let tokens: Tokens | undefined;

/** A token belongs to the reservation or charge of the address, whichever of its pages shows it. */
const tokenKey = (path: string): string => ID.exec(path)?.[0].toLowerCase() ?? path;

function readTokens(): Tokens {
  if (tokens) return tokens;
  try {
    tokens = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Tokens;
  } catch {
    tokens = {};
  }
  return tokens;
}

/** Keeps the token of a reservation, a charge or a page for as long as this tab lives. */
export function storeLinkToken(pathOrId: string, token: string): void {
  const subject = tokenKey(pathOrId);
  if (readTokens()[subject] === token) return;
  tokens = { ...readTokens(), [subject]: token };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(tokens));
  } catch {
    // Without storage it is gone when the page is loaded again; the mail's link still works.
  }
  for (const listener of listeners) listener();
}

/** The token that this tab has for a page, a reservation or a charge. */
export function linkToken(pathOrId: string): string | undefined {
  return readTokens()[tokenKey(pathOrId)];
}

export function subscribeLinkTokens(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Moves the token of the address, if it has one, into this tab's storage. */
export function captureLinkToken(): void {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  if (!token) return;
  storeLinkToken(location.pathname, token);
  fragment.delete("token");
  const rest = fragment.toString();
  history.replaceState(history.state, "", `${location.pathname}${location.search}${rest && `#${rest}`}`);
}
