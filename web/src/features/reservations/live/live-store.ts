import { hasSession, renewIfDue, watchSession } from "@/api/session";
import type { LiveMessage, LiveSpot, Reservation } from "@/api/types";
import { type Box, contains, quarters, toWireBox, within } from "@/lib/geo";
import { Connection } from "./connection";

/** Largest box of a subscription, in degrees, a little less than what the api takes. */
const MAX_BOX_DEGREES = 0.199;
/** Changes that come together are shown together. */
const GATHER_MS = 60;
/** An access lasts longer than this. */
const ACCESS_MS = 60_000;

export interface LiveSpots {
  /** By id; a new map whenever something has changed. */
  spots: ReadonlyMap<string, LiveSpot>;
  /** The part of the map that they are of; nothing is known elsewhere. */
  box: Box | undefined;
  isOpen: boolean;
  /** Whether everything in the box has been told. */
  isKnown: boolean;
  /** There are too many spots to show each. */
  isPartial: boolean;
  /** Grows with everything that changes in the box. */
  news: number;
  heardAt: number;
}

type ReservationListener = (reservation: Reservation) => void;

const listeners = new Set<() => void>();
const reservationListeners = new Set<ReservationListener>();
let state: LiveSpots = {
  spots: new Map(),
  box: undefined,
  isOpen: false,
  isKnown: false,
  isPartial: false,
  news: 0,
  heardAt: 0,
};
let gathered = new Map<string, LiveSpot>();
let news = 0;
let boxes = new Map<string, Box>();
let waiting = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let guestToken: string | undefined;
let isStarted = false;

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live`;
const connection = new Connection(url, {
  prepare: () => (guestToken ? Promise.resolve() : renewIfDue()),
  token: () => guestToken,
  onMessage: receive,
  onStatus: tell,
});

function start(): void {
  if (isStarted) return;
  isStarted = true;
  connection.restart();
  addEventListener("online", () => connection.restart());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !connection.isOpen) connection.restart();
  });
  let had = hasSession();
  watchSession(() => {
    if (hasSession() !== had) connection.restart();
    had = hasSession();
  });
}

function tell(): void {
  timer = undefined;
  const { isOpen, heardAt } = connection;
  state = { ...state, spots: gathered, news, isOpen, heardAt, isKnown: boxes.size > 0 && waiting.size === 0 };
  for (const listener of listeners) listener();
}

function gather(): void {
  timer ??= setTimeout(tell, GATHER_MS);
}

function isWatched(spot: LiveSpot): boolean {
  return [...boxes.values()].some((box) => contains(box, spot));
}

function receive(message: LiveMessage): void {
  if (message.type === "snapshot") {
    const box = boxes.get(message.id);
    if (box && message.spots) {
      const kept = [...gathered].filter(([, spot]) => !contains(box, spot) && isWatched(spot));
      gathered = new Map([...kept, ...message.spots.map((spot) => [spot.id, spot] as const)]);
      // One that nobody has asked for takes the place of changes that were missed.
      if (!waiting.delete(message.id)) news += 1;
    }
    message.reservations?.forEach(show);
  } else if (message.type === "delta") {
    gathered = new Map(gathered);
    for (const spot of message.spots) if (isWatched(spot)) gathered.set(spot.id, spot);
    for (const id of message.removed) gathered.delete(id);
    if (message.spots.length || message.removed.length) news += 1;
    message.reservations.forEach(show);
  } else if (message.type === "problem" && message.id) {
    refuse(message.id, message.problem.code);
  }
  gather();
}

function show(reservation: Reservation): void {
  for (const listener of reservationListeners) listener(reservation);
}

function refuse(id: string, code: string): void {
  const box = boxes.get(id);
  if (!box) {
    // The access has ended, or was never there: with a new one the subscription is taken up again.
    if (code === "unauthenticated" && hasSession() && !guestToken) resume();
    return;
  }
  boxes.delete(id);
  waiting.delete(id);
  connection.unsubscribe(id);
  // Too many spots: each quarter by itself, once.
  if (id === "map") quarters(box).forEach((quarter, index) => watch(`map.${index}`, quarter));
  else state = { ...state, isPartial: true };
}

let resumedAt = 0;

/** Connects anew, with new cookies; not again and again when those do not help. */
function resume(): void {
  if (Date.now() - resumedAt < ACCESS_MS) return;
  resumedAt = Date.now();
  connection.restart();
}

function watch(id: string, box: Box): void {
  boxes.set(id, box);
  waiting.add(id);
  connection.subscribe(id, { box: toWireBox(box) });
}

/** Watches a part of the map, and no other. */
export function watchBox(wanted: Box): void {
  start();
  for (const id of boxes.keys()) if (id !== "map") connection.unsubscribe(id);
  const box = within(wanted, MAX_BOX_DEGREES);
  boxes = new Map();
  waiting = new Set();
  state = { ...state, box, isPartial: box !== wanted && box.north - box.south < wanted.north - wanted.south };
  watch("map", box);
}

/** Hears of one's own reservations: of the session's, or of the one that a guest's token is for. */
export function watchReservations(token: string | undefined, listener: ReservationListener): () => void {
  reservationListeners.add(listener);
  const isOther = token !== guestToken;
  guestToken = token;
  connection.subscribe("mine", { reservations: true });
  if (!isStarted) start();
  else if (isOther) connection.restart();
  return () => {
    reservationListeners.delete(listener);
    if (guestToken === token) guestToken = undefined;
    if (!reservationListeners.size) connection.unsubscribe("mine");
  };
}

/** For `useSyncExternalStore`. */
export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function liveState(): LiveSpots {
  return state;
}
