import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, ask } from "./client";
import { codeOf } from "./problem";
import { dropSession, hasSession, watchSession } from "./session";
import type { User } from "./types";

/** Who is signed in; `null` for nobody. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  staleTime: 300_000,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await ask(api.GET("/api/v1/account", { signal }));
    } catch (error) {
      if (codeOf(error) !== "unauthenticated") throw error;
      dropSession();
      return null;
    }
  },
});

/** Who is signed in, as far as is known; who never was is not asked about. */
export function useUser(): { user: User | undefined; isPending: boolean } {
  const isIn = useSyncExternalStore(watchSession, hasSession);
  const account = useQuery({ ...accountQuery, enabled: isIn });
  return { user: isIn ? (account.data ?? undefined) : undefined, isPending: isIn && account.isPending };
}
