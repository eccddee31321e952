import { MutationObserver, onlineManager } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "./problem";
import { queryClient } from "./query-client";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  onlineManager.setOnline(true);
  queryClient.clear();
  vi.useRealTimers();
});

test("mutation without a network fails at once", async () => {
  onlineManager.setOnline(false);
  const hold = vi.fn().mockRejectedValue(new ProblemError({ code: "offline" }));
  const observer = new MutationObserver(queryClient, { mutationFn: hold });
  await expect(observer.mutate(undefined)).rejects.toThrow("offline");
  onlineManager.setOnline(true);
  await queryClient.resumePausedMutations();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hold).toHaveBeenCalledOnce();
});

test("query without a network fails at once", async () => {
  onlineManager.setOnline(false);
  const search = vi.fn().mockRejectedValue(new ProblemError({ code: "offline" }));
  await expect(queryClient.fetchQuery({ queryKey: ["spots"], queryFn: search })).rejects.toThrow("offline");
  expect(search).toHaveBeenCalledOnce();
});

test("query is repeated with back-off after a 5xx", async () => {
  const failure = new ProblemError({ code: "internal", status: 500 });
  const search = vi.fn().mockRejectedValueOnce(failure).mockRejectedValueOnce(failure).mockResolvedValue("found");
  const result = queryClient.fetchQuery({ queryKey: ["spots"], queryFn: search });
  await vi.advanceTimersByTimeAsync(999);
  expect(search).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(search).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await result).toBe("found");
});
