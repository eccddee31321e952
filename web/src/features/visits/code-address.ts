/** Pages of codes: `/go`, and all below it. */
const PAGES = /^\/go(\/|$)/;

/**
 * Path and query of the page that a scanned code opens. Undefined for a text that is no address of ours: another page
 * could ask for card data.
 */
export function codeAddress(text: string, origin: string): string | undefined {
  const url = parse(text);
  if (!url) return undefined;
  const { origin: scanned, pathname, search, username, password } = url;
  const isOurs = scanned === origin && !username && !password && PAGES.test(pathname);
  return isOurs ? `${pathname}${search}` : undefined;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The token in the path of a printed or displayed code. */
export function tokenOf(path: string): string | undefined {
  const [, token] = /^\/go\/([\w-]{20,})$/.exec(path) ?? [];
  return token;
}
