import { useMemo, useSyncExternalStore } from "react";
import type { Reservation } from "@/api/types";
import { storeLinkToken } from "./link-token";
import { serverNow } from "./server-time";
import { getStored, setStored } from "./storage";

/** A reservation stored in this browser: for offline use, and as access for guests. */
export interface SavedReservation {
  reservation: Reservation;
  /** Only for guests. */
  token?: string | undefined;
  /** Last update, in milliseconds. */
  at: number;
  /** Name of the site, if the driver may park on any of its spots: the label of the spot is not for drivers. */
  place?: string | undefined;
}

type StoredReservations = Record<string, SavedReservation>;

const KEY = "reservations";
const NONE: SavedReservation[] = [];
/** Closed reservations stay for their receipt. */
const RETENTION_MS = 86_400_000;
const listeners = new Set<() => void>();
let sortedCache: SavedReservation[] | undefined;

function readAll(): StoredReservations {
  return getStored<StoredReservations>(KEY) ?? {};
}

function writeAll(next: StoredReservations): void {
  setStored(KEY, Object.keys(next).length ? next : undefined);
  notify();
}

function notify(): void {
  sortedCache = undefined;
  for (const listener of listeners) listener();
}

const isClosed = ({ status }: Reservation) => status !== "held" && status !== "confirmed";

function isWithinRetention(reservation: Reservation): boolean {
  const left = Date.parse(reservation.ends_at) + RETENTION_MS - serverNow();
  return left > (isClosed(reservation) ? 0 : -30 * RETENTION_MS);
}

export function saveReservation(reservation: Reservation, token?: string): void {
  // Keeps the token for this tab even without storage.
  if (token) {
    storeLinkToken(reservation.id, token);
    if (reservation.charge) storeLinkToken(reservation.charge.id, token);
  }
  const known = readAll();
  const before = known[reservation.id];
  if (before && before.reservation.revision > reservation.revision) return;
  const kept = { token: token ?? before?.token, place: before?.place };
  const next = { ...known, [reservation.id]: { ...kept, reservation, at: serverNow() } };
  writeAll(Object.fromEntries(Object.entries(next).filter(([, each]) => isWithinRetention(each.reservation))));
}

/** Of a saved reservation without a spot of its own. */
export function savePlace(id: string, place: string): void {
  const known = readAll();
  const saved = known[id];
  if (saved && saved.place !== place) writeAll({ ...known, [id]: { ...saved, place } });
}

export function savedReservation(id: string): SavedReservation | undefined {
  return readAll()[id];
}

export function savedChargeToken(chargeId: string): string | undefined {
  return Object.values(readAll()).find(({ reservation }) => reservation.charge?.id === chargeId)?.token;
}

/** For sign-out; guest reservations stay. */
export function removeAccountReservations(): void {
  writeAll(Object.fromEntries(Object.entries(readAll()).filter(([, { token }]) => token)));
}

function sortByStart(found: SavedReservation[]): SavedReservation[] {
  return found.length ? found.sort((a, b) => a.reservation.starts_at.localeCompare(b.reservation.starts_at)) : NONE;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", notify);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", notify);
  };
}

/** Sorted by start. */
export function useSavedReservations(): SavedReservation[] {
  return useSyncExternalStore(subscribe, () => (sortedCache ??= sortByStart(Object.values(readAll()))));
}

/** Held or confirmed. */
export function useOpenReservations(): SavedReservation[] {
  const found = useSavedReservations();
  return useMemo(() => found.filter(({ reservation }) => !isClosed(reservation)), [found]);
}
