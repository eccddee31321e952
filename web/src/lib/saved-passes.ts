import type { Pass } from "@/api/visit-types";
import { serverNow } from "./server-time";
import { getStored, setStored } from "./storage";

/** Passes by reservation or site: a phone without a network shows them too. */
type StoredPasses = Record<string, Pass>;

const KEY = "passes";

function valid(): StoredPasses {
  const stored = getStored<StoredPasses>(KEY) ?? {};
  return Object.fromEntries(Object.entries(stored).filter(([, pass]) => Date.parse(pass.valid_until) > serverNow()));
}

export function savedPass(id: string): Pass | undefined {
  return valid()[id];
}

/** Drops those that are no longer valid. */
export function savePass(id: string, pass: Pass): void {
  setStored(KEY, { ...valid(), [id]: pass });
}

/** For sign-out. */
export function removePasses(): void {
  setStored(KEY, undefined);
}
