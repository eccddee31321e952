import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { repeatSearch } from "./use-live-refetch";

/** A client with a mounted search, whose answers arrive when they are given. */
function mountSearch() {
  const answers: ((result: string) => void)[] = [];
  const queryFn = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)));
  const client = new QueryClient();
  const observer = new QueryObserver(client, { queryKey: ["spots", "box"], queryFn });
  const unsubscribe = observer.subscribe(() => undefined);
  const answer = () => answers.pop()?.("found");
  return { client, queryFn, answer, unsubscribe };
}

test("change repeats the search after its end", async () => {
  const { client, queryFn, answer, unsubscribe } = mountSearch();
  expect(queryFn).toHaveBeenCalledTimes(1);
  const early = repeatSearch(client);
  expect(queryFn).toHaveBeenCalledTimes(1);
  answer();
  expect(await early).toBe(false);
  const late = repeatSearch(client);
  expect(queryFn).toHaveBeenCalledTimes(2);
  answer();
  expect(await late).toBe(true);
  unsubscribe();
});
