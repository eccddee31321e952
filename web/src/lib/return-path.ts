import { serverNow } from "./server-time";
import { getStored, setStored } from "./storage";

const KEY = "return";
/** As long as the link of a verification mail is valid at most. */
const RETENTION_MS = 86_400_000;

interface StoredPath {
  path: string;
  /** In milliseconds. */
  at: number;
}

/** Prevents open redirects. */
function isLocalPath(path: unknown): path is string {
  return typeof path === "string" && /^\/(?![/\\])/.test(path);
}

/** The page to which signing in or up leads back, such as the map with the chosen spot; dropped if it is not ours. */
export function parseReturn({ to }: Record<string, unknown>): { to?: string | undefined } {
  return { to: isLocalPath(to) ? to : undefined };
}

/** For the link of the verification mail, which opens another page or tab. */
export function storeReturnPath(path: string | undefined): void {
  setStored(KEY, path === undefined ? undefined : ({ path, at: serverNow() } satisfies StoredPath));
}

export function storedReturnPath(): string | undefined {
  const stored = getStored<Partial<StoredPath>>(KEY);
  const isFresh = stored?.at !== undefined && serverNow() - stored.at < RETENTION_MS;
  return isFresh && isLocalPath(stored.path) ? stored.path : undefined;
}
