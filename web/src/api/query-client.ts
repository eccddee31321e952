import { QueryClient } from "@tanstack/react-query";
import { codeOf } from "./problem";

/** Asked again only where another answer may come: when nothing could be reached. */
function mayRetry(count: number, error: unknown): boolean {
  return count < 2 && ["offline", "unavailable", "request_timeout"].includes(codeOf(error) ?? "offline");
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: mayRetry, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
