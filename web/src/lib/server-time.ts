/** Times of holds and stays are the server's: the device's clock may be wrong, so its error is measured and added. */
import { getStored, setStored } from "./storage";

const KEY = "clock-offset";
/** `Date` has whole seconds. */
const DATE_STEP_MS = 1_000;
/** A smaller error has no effect on a search. */
const MAX_ERROR_MS = 2_000;

const listeners = new Set<() => void>();
/** Time of the server minus time of the device, in milliseconds; stored for the next start, which may be offline. */
let offset = getStored<number>(KEY) ?? 0;

/** The current time of the server, in milliseconds. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** Converts a time of the device's clock, such as the time of a query's result. */
export function toServerTime(deviceTime: number): number {
  return deviceTime + offset;
}

/**
 * The offset nearest to `known` that agrees with a response: its `Date` was written between `sentAt` and `receivedAt`.
 * All times in milliseconds.
 */
export function correctOffset(known: number, date: number, sentAt: number, receivedAt: number): number {
  return Math.min(Math.max(known, date - receivedAt), date + DATE_STEP_MS - sentAt);
}

/** Learns from the `Date` of a response, unless a cache may have stored it. */
export function observeResponse(headers: Headers, sentAt: number): void {
  const date = Date.parse(headers.get("date") ?? "");
  const isCacheable = headers.has("age") || /max-age=[1-9]/.test(headers.get("cache-control") ?? "");
  if (Number.isNaN(date) || isCacheable) return;
  const next = correctOffset(offset, date, sentAt, Date.now());
  if (next === offset) return;
  offset = next;
  setStored(KEY, next);
  for (const listener of listeners) listener();
}

/** Calls the listener after each correction. */
export function subscribeServerTime(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends a request that depends on the time, and again if its response shows that the assumed time was wrong. */
export async function atServerTime<T>(request: (now: number) => Promise<T>): Promise<T> {
  const assumed = offset;
  const isWrong = () => Math.abs(offset - assumed) > MAX_ERROR_MS;
  try {
    const result = await request(serverNow());
    if (!isWrong()) return result;
  } catch (error) {
    if (!isWrong()) throw error;
  }
  return request(serverNow());
}
