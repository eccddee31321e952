import { hasSession, renewIfDue, subscribeSession } from "@/api/session";
import type { LiveMessage, LiveSpot, Reservation } from "@/api/types";
import type { LiveSite } from "@/api/visit-types";
import { type Box, contains, quarters, toWireBox, clampBox } from "@/lib/geo";
import { Connection } from "./connection";

/** A little below the limit of the api. */
const MAX_BOX_DEGREES = 0.199;
/** Batches bursts of changes into one render. */
const NOTIFY_DELAY_MS = 60;
/** Shorter than the life of an access token; prevents a reconnect loop. */
const MIN_RESUME_INTERVAL_MS = 60_000;

export interface LiveSpots {
  /** By id; replaced at each change. */
  spots: ReadonlyMap<string, LiveSpot>;
  /** Garages and lots in the box, by id; replaced at each change. */
  sites: ReadonlyMap<string, LiveSite>;
  /** The area of `spots`; nothing is known outside it. */
  box: Box | undefined;
  isOpen: boolean;
  /** Every snapshot of the box has arrived. */
  isLoaded: boolean;
  /** Too many spots in the box to list all. */
  isPartial: boolean;
  /** Increases with each change in the box. */
  changeCount: number;
  lastMessageAt: number;
}

type ReservationListener = (reservation: Reservation) => void;

const listeners = new Set<() => void>();
const reservationListeners = new Set<ReservationListener>();
const lastReservations = new Map<string, Reservation>();
let state: LiveSpots = {
  spots: new Map(),
  sites: new Map(),
  box: undefined,
  isOpen: false,
  isLoaded: false,
  isPartial: false,
  changeCount: 0,
  lastMessageAt: 0,
};
let spots = new Map<string, LiveSpot>();
let sites = new Map<string, LiveSite>();
/** The sites are those of an earlier box. */
let hasOldSites = false;
let changeCount = 0;
let boxes = new Map<string, Box>();
let pendingSnapshots = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let guestToken: string | undefined;
let isStarted = false;

const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/live`;
const connection = new Connection(url, {
  prepare: () => (guestToken ? Promise.resolve() : renewIfDue()),
  token: () => guestToken,
  onMessage: handleMessage,
  onStatus: notify,
});

function start(): void {
  if (isStarted) return;
  isStarted = true;
  connection.restart();
  addEventListener("online", () => connection.restart());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !connection.isOpen) connection.restart();
  });
  let wasSignedIn = hasSession();
  subscribeSession(() => {
    if (hasSession() !== wasSignedIn) connection.restart();
    wasSignedIn = hasSession();
  });
}

function notify(): void {
  timer = undefined;
  const { isOpen, lastMessageAt } = connection;
  state = {
    ...state,
    spots,
    sites,
    changeCount,
    isOpen,
    lastMessageAt,
    isLoaded: boxes.size > 0 && pendingSnapshots.size === 0,
  };
  for (const listener of listeners) listener();
}

function scheduleNotify(): void {
  timer ??= setTimeout(notify, NOTIFY_DELAY_MS);
}

function isWatched(spot: LiveSpot): boolean {
  return [...boxes.values()].some((box) => contains(box, spot));
}

function handleMessage(message: LiveMessage): void {
  if (message.type === "snapshot") {
    const box = boxes.get(message.id);
    if (box && message.spots) {
      const remaining = [...spots].filter(([, spot]) => !contains(box, spot) && isWatched(spot));
      spots = new Map([...remaining, ...message.spots.map((spot) => [spot.id, spot] as const)]);
      showSites(message.sites, hasOldSites ? new Map() : sites);
      hasOldSites = false;
      // The server sends an unrequested snapshot after this client has missed changes.
      if (!pendingSnapshots.delete(message.id)) changeCount += 1;
    }
    message.reservations?.forEach(notifyReservation);
  } else if (message.type === "delta") {
    spots = new Map(spots);
    for (const spot of message.spots) if (isWatched(spot)) spots.set(spot.id, spot);
    for (const id of message.removed) spots.delete(id);
    showSites(message.sites, sites);
    if (message.spots.length || message.removed.length) changeCount += 1;
    message.reservations.forEach(notifyReservation);
  } else if (message.type === "problem" && message.id) {
    handleProblem(message.id, message.problem.code);
  }
  scheduleNotify();
}

/** Without a list there are none. `known` are the sites of earlier messages. */
function showSites(counted: LiveSite[] = [], known: Map<string, LiveSite>): void {
  if (!counted.length && known === sites) return;
  sites = new Map([...known, ...counted.map((site) => [site.id, site] as const)]);
}

function notifyReservation(reservation: Reservation): void {
  lastReservations.set(reservation.id, reservation);
  for (const listener of reservationListeners) listener(reservation);
}

function handleProblem(id: string, code: string): void {
  const box = boxes.get(id);
  if (!box) {
    // The access token has expired: reconnecting with new cookies restores the subscription.
    if (code === "unauthenticated" && hasSession() && !guestToken) reconnect();
    return;
  }
  boxes.delete(id);
  pendingSnapshots.delete(id);
  connection.unsubscribe(id);
  // Too many spots: retry once with the four quarters.
  if (id === "map") quarters(box).forEach((quarter, index) => watch(`map.${index}`, quarter));
  else state = { ...state, isPartial: true };
}

let resumedAt = 0;

function reconnect(): void {
  if (Date.now() - resumedAt < MIN_RESUME_INTERVAL_MS) return;
  resumedAt = Date.now();
  connection.restart();
}

function watch(id: string, box: Box): void {
  boxes.set(id, box);
  pendingSnapshots.add(id);
  connection.subscribe(id, { box: toWireBox(box) });
}

/** Replaces the watched area. */
export function watchBox(requestedBox: Box): void {
  start();
  for (const id of boxes.keys()) if (id !== "map") connection.unsubscribe(id);
  const box = clampBox(requestedBox, MAX_BOX_DEGREES);
  boxes = new Map();
  pendingSnapshots = new Set();
  hasOldSites = true;
  state = {
    ...state,
    box,
    isPartial: box !== requestedBox && box.north - box.south < requestedBox.north - requestedBox.south,
  };
  watch("map", box);
}

/** Ends the watch of an area: too much of the map is shown to follow each spot. */
export function unwatchBox(): void {
  if (!boxes.size) return;
  for (const id of boxes.keys()) connection.unsubscribe(id);
  boxes = new Map();
  pendingSnapshots = new Set();
  spots = new Map();
  sites = new Map();
  state = { ...state, box: undefined, isPartial: false };
  scheduleNotify();
}

/** Listens to the reservations of the session, or to that of a guest's token. */
export function watchReservations(token: string | undefined, listener: ReservationListener): () => void {
  reservationListeners.add(listener);
  const hasChanged = token !== guestToken;
  guestToken = token;
  connection.subscribe("mine", { reservations: true });
  if (!isStarted) start();
  else if (hasChanged) connection.restart();
  return () => {
    reservationListeners.delete(listener);
    if (guestToken === token) guestToken = undefined;
    if (!reservationListeners.size) connection.unsubscribe("mine");
  };
}

/** From the last live message about the reservation. */
export function lastLiveReservation(id: string): Reservation | undefined {
  return lastReservations.get(id);
}

export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function liveState(): LiveSpots {
  return state;
}
