import { useMemo, useSyncExternalStore } from "react";
import type { Reservation } from "@/api/types";
import { keepLinkToken } from "./link-token";
import { recall, remember } from "./storage";

/** A reservation that this browser remembers, so that it shows without a network, and a guest finds it without the mail. */
export interface Kept {
  reservation: Reservation;
  /** The guest's; users have none. */
  token?: string | undefined;
  /** When it was heard of. */
  at: number;
}

type All = Record<string, Kept>;

const KEY = "reservations";
const NONE: Kept[] = [];
/** What is over is remembered for a while, for its receipt. */
const AFTER_MS = 86_400_000;
const listeners = new Set<() => void>();
let shown: Kept[] | undefined;

function all(): All {
  return recall<All>(KEY) ?? {};
}

function write(next: All): void {
  remember(KEY, Object.keys(next).length ? next : undefined);
  changed();
}

function changed(): void {
  shown = undefined;
  for (const listener of listeners) listener();
}

const isOver = ({ status }: Reservation) => status !== "held" && status !== "confirmed";

function isWorthIt(reservation: Reservation): boolean {
  const left = Date.parse(reservation.ends_at) + AFTER_MS - Date.now();
  return left > (isOver(reservation) ? 0 : -30 * AFTER_MS);
}

/** Remembers what was heard of a reservation last. */
export function keep(reservation: Reservation, token?: string): void {
  // For this tab in any case, even where nothing can be stored.
  if (token) {
    keepLinkToken(reservation.id, token);
    if (reservation.charge) keepLinkToken(reservation.charge.id, token);
  }
  const known = all();
  const before = known[reservation.id];
  if (before && before.reservation.revision > reservation.revision) return;
  const next = { ...known, [reservation.id]: { reservation, token: token ?? before?.token, at: Date.now() } };
  write(Object.fromEntries(Object.entries(next).filter(([, each]) => isWorthIt(each.reservation))));
}

/** What is remembered of one. */
export function kept(id: string): Kept | undefined {
  return all()[id];
}

/** The token of the reservation that a charge belongs to. */
export function tokenOfCharge(chargeId: string): string | undefined {
  return Object.values(all()).find(({ reservation }) => reservation.charge?.id === chargeId)?.token;
}

/** Forgets what belongs to a user who signs out; a guest's stay. */
export function forgetUsers(): void {
  write(Object.fromEntries(Object.entries(all()).filter(([, { token }]) => token)));
}

function sorted(found: Kept[]): Kept[] {
  return found.length ? found.sort((a, b) => a.reservation.starts_at.localeCompare(b.reservation.starts_at)) : NONE;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", changed);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", changed);
  };
}

/** All that are remembered, the first one first. */
export function useAllKept(): Kept[] {
  return useSyncExternalStore(subscribe, () => (shown ??= sorted(Object.values(all()))));
}

/** Those that are held or confirmed. */
export function useKept(): Kept[] {
  const found = useAllKept();
  return useMemo(() => found.filter(({ reservation }) => !isOver(reservation)), [found]);
}
