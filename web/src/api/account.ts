import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { Language } from "@/lib/language";
import { api, unwrap } from "./client";
import { errorCode } from "./problem";
import { clearSession, hasSession, subscribeSession } from "./session";
import type { User } from "./types";

/** `null` without a session. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  staleTime: 300_000,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await unwrap(api.GET("/api/v1/account", { signal }));
    } catch (error) {
      if (errorCode(error) !== "unauthenticated") throw error;
      clearSession();
      return null;
    }
  },
});

/** Without a session, no request is sent. */
export function useUser(): { user: User | undefined; isPending: boolean } {
  const isSignedIn = useSyncExternalStore(subscribeSession, hasSession);
  const account = useQuery({ ...accountQuery, enabled: isSignedIn });
  return { user: isSignedIn ? (account.data ?? undefined) : undefined, isPending: isSignedIn && account.isPending };
}

/** For the app and for mails. */
export async function saveAccountLanguage(language: Language): Promise<void> {
  await unwrap(api.PATCH("/api/v1/account", { body: { language } }));
}
