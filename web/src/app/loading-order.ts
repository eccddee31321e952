import type { QueryClient } from "@tanstack/react-query";

/** A failed attempt counts as an answer, because repetitions may take long. */
const isAnswered = (client: QueryClient, key: string) => {
  const queries = client.getQueryCache().findAll({ queryKey: [key] });
  const hasFailedOnce = (count: number) => count > 0;
  return (
    queries.some(({ state }) => state.status !== "pending" || hasFailedOnce(state.fetchFailureCount)) &&
    !queries.some(({ state }) => state.fetchStatus === "fetching" && !hasFailedOnce(state.fetchFailureCount))
  );
};

/** Resolves when all queries with a key are answered, at least one of them; at the latest after `limitMs`. */
export function untilAnswered(client: QueryClient, key: string, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (isAnswered(client, key)) return resolve();
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(end, limitMs);
    const unsubscribe = client.getQueryCache().subscribe(() => {
      if (isAnswered(client, key)) end();
    });
  });
}

/** A promise, and the function that resolves it. */
export function signal(): { isGiven: Promise<void>; give: () => void } {
  let resolve: (() => void) | undefined;
  const isGiven = new Promise<void>((resolvePromise) => (resolve = resolvePromise));
  return { isGiven, give: () => resolve?.() };
}

/** Resolves with `event`, at the latest after `limitMs`. */
export function within(event: Promise<void>, limitMs: number): Promise<void> {
  return Promise.race([event, new Promise<void>((resolve) => setTimeout(resolve, limitMs))]);
}

/** Longer, a busy page would never load what it may need next. */
const MAX_WAIT_FOR_IDLE_MS = 2_000;
const WITHOUT_IDLE_MS = 500;

/** Resolves when the page has nothing to do; some browsers do not tell, and only a short time passes. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(() => resolve(), { timeout: MAX_WAIT_FOR_IDLE_MS });
    else setTimeout(resolve, WITHOUT_IDLE_MS);
  });
}
