import { QueryClient } from "@tanstack/react-query";
import { errorCode } from "./problem";

/** Retries only if the api could not be reached. */
function shouldRetry(count: number, error: unknown): boolean {
  return count < 2 && ["offline", "unavailable", "request_timeout"].includes(errorCode(error) ?? "offline");
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
