import { QueryClient } from "@tanstack/react-query";
import { isTransient } from "./problem";

const MAX_RETRIES = 2;

/**
 * Without a network, requests fail at once instead of waiting for it: a hold must not be sent on reconnection, without
 * the driver. Queries are repeated then. Mutations are never retried.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "always",
      refetchOnReconnect: "always",
      // After one second, then after two.
      retry: (count, error) => count < MAX_RETRIES && isTransient(error),
      staleTime: 10_000,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
