import { useSyncExternalStore } from "react";
import { serverNow, subscribeServerTime } from "./server-time";

const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
}

subscribeServerTime(tick);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = serverNow();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The current time of the server in milliseconds, updated every `everySeconds` by one shared timer. */
export function useNow(everySeconds = 1): number {
  const step = everySeconds * 1000;
  return useSyncExternalStore(subscribe, () => (step > 1000 ? Math.floor(now / step) * step : now));
}
