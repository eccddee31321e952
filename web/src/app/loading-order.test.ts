import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signal, untilAnswered, within } from "./loading-order";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMIT = 8_000;

/** A query whose answer the test gives. */
function ask(client: QueryClient, queryKey: string[], retry = 0) {
  let [answer, fail] = [() => undefined as unknown, () => undefined as unknown];
  const fetched = client.fetchQuery({
    queryKey,
    retry,
    queryFn: () =>
      new Promise((resolve, reject) => {
        [answer, fail] = [() => resolve("spots"), () => reject(new Error("unreachable"))];
      }),
  });
  fetched.catch(() => undefined);
  return { answer: () => answer(), fail: () => fail() };
}

async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(1);
  return Promise.race([promise.then(() => true), Promise.resolve().then(() => Promise.resolve(false))]);
}

test("map waits until the list and its counts are answered", async () => {
  const client = new QueryClient();
  const waiting = untilAnswered(client, "spots", LIMIT);
  ask(client, ["configuration"]).answer();
  const [list, counts] = [ask(client, ["spots", "box"]), ask(client, ["spots", "zones"])];
  expect(await isResolved(waiting)).toBe(false);
  list.answer();
  expect(await isResolved(waiting)).toBe(false);
  counts.answer();
  expect(await isResolved(waiting)).toBe(true);
  expect(await isResolved(untilAnswered(client, "spots", LIMIT))).toBe(true);
});

test("map does not wait for the repetition of a failed search", async () => {
  const client = new QueryClient();
  const waiting = untilAnswered(client, "spots", LIMIT);
  const list = ask(client, ["spots", "box"], 2);
  expect(await isResolved(waiting)).toBe(false);
  list.fail();
  expect(await isResolved(waiting)).toBe(true);
});

test("map loads without an answer after a while", async () => {
  const client = new QueryClient();
  const waiting = untilAnswered(client, "spots", LIMIT);
  ask(client, ["spots", "box"]);
  await vi.advanceTimersByTimeAsync(LIMIT - 10);
  expect(await isResolved(waiting)).toBe(false);
  await vi.advanceTimersByTimeAsync(10);
  expect(await isResolved(waiting)).toBe(true);
});

test("panels wait for the map, but not for ever", async () => {
  const [shown, never] = [signal(), signal()];
  const waiting = within(shown.isGiven, LIMIT);
  expect(await isResolved(waiting)).toBe(false);
  shown.give();
  expect(await isResolved(waiting)).toBe(true);
  const limited = within(never.isGiven, LIMIT);
  await vi.advanceTimersByTimeAsync(LIMIT);
  expect(await isResolved(limited)).toBe(true);
});
