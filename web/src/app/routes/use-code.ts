import { queryOptions, useQuery } from "@tanstack/react-query";
import type { User } from "@/api/types";
import type { CodeView, Presented } from "@/api/visit-types";
import { guestStay } from "@/features/visits/guest-stay";
import { openVisitsQuery, lookUp } from "@/features/visits/visit-requests";
import { useSavedReservations } from "@/lib/saved-reservations";
import { useNow } from "@/lib/use-now";

/** Look-ups are limited: one for each code and driver, until something has changed. */
function codeQuery(presented: Presented, user: User | undefined, token: string | undefined) {
  return queryOptions({
    queryKey: ["code", presented, user?.id, token],
    queryFn: () => lookUp(presented, token),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

interface Caller {
  user: User | undefined;
  /** It is not known yet who is signed in. */
  isPending: boolean;
}

/** The purpose of a code. A guest's reservation at its site is the right to enter, and to leave. */
export function useCode(presented: Presented, { user, isPending }: Caller) {
  const now = useNow(30);
  const saved = useSavedReservations();
  const first = useQuery({ ...codeQuery(presented, user, undefined), enabled: !isPending });
  const found = !user && first.data ? guestStay(first.data, saved, now) : undefined;
  const asGuest = useQuery({ ...codeQuery(presented, undefined, found?.token), enabled: found !== undefined });
  // A past stay counts only while its vehicle is inside.
  const guest = found?.isOver && !asGuest.isPending && !asGuest.data?.open_visit ? undefined : found;
  const query = guest ? asGuest : first;
  return { code: query.data, error: query.error, refetch: query.refetch, guest };
}

/** The visits of the account at the site of the code: each vehicle has one. */
export function useVisitsHere(code: CodeView, isUser: boolean) {
  const isEnabled = isUser && Boolean(code.open_visit);
  const { data, isLoading, isFetching } = useQuery({ ...openVisitsQuery, enabled: isEnabled });
  const known = code.open_visit && !code.other_site ? [code.open_visit] : [];
  const here = data?.filter(({ site }) => site.id === code.site.id);
  return { visits: here?.length ? here : known, isLoading, isFetching };
}
