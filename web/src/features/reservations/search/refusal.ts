import type { RefusedSpot } from "@/api/types";

/** Why the rules refuse a stay, and which stays they allow. */
export interface Refusal {
  text: string;
  /** Next start of a stay of this length. */
  allowed_from?: string | null | undefined;
  /** Latest end of a stay with this start. */
  allowed_until?: string | null | undefined;
}

/** The shortest stay that the search takes. */
const MIN_SECONDS = 300;
/** A stay that begins now gets a rounder length, because its end moves on until it is held. */
const ROUND_SECONDS = 300;
/** Time between the search in the api and its arrival. */
const MAX_LATENCY_MS = 5_000;

/** The next allowed start in milliseconds; undefined if none is known or it has passed. */
export function laterStart({ allowed_from }: Refusal, now: number): number | undefined {
  const at = allowed_from ? Date.parse(allowed_from) : NaN;
  return at > now ? at : undefined;
}

/** The longest allowed length in seconds, from `from` or, for a stay that begins now, from the time of the search. */
export function shorterStay(
  { allowed_until }: Refusal,
  from: number | undefined,
  searchedAt: number,
): number | undefined {
  if (!allowed_until) return undefined;
  const end = Date.parse(allowed_until);
  const seconds =
    from === undefined
      ? Math.floor((end - searchedAt + MAX_LATENCY_MS) / 1000 / ROUND_SECONDS) * ROUND_SECONDS
      : Math.floor((end - from) / 1000);
  return seconds >= MIN_SECONDS ? seconds : undefined;
}

/** Spots of one zone with the same refusal, nearest first. */
export function groupRefusals(refused: RefusedSpot[]): RefusedSpot[][] {
  const groups = new Map<string, RefusedSpot[]>();
  for (const each of refused) {
    const key = JSON.stringify([each.spot.zone.id, each.spot.rules, each.text, each.allowed_from, each.allowed_until]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
