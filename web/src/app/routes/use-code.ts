import { queryOptions, useQuery } from "@tanstack/react-query";
import type { User } from "@/api/types";
import type { CodeView, Presented } from "@/api/visit-types";
import { siteQuery } from "@/features/places/sites/site-requests";
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

/** The purpose of a code. A guest's reservation at its site is the right to enter. */
export function useCode(presented: Presented, { user, isPending }: Caller) {
  const now = useNow(30);
  const saved = useSavedReservations();
  const first = useQuery({ ...codeQuery(presented, user, undefined), enabled: !isPending });
  const guest = !user && first.data ? guestStay(first.data.site, saved, now) : undefined;
  const asGuest = useQuery({ ...codeQuery(presented, undefined, guest?.token), enabled: guest !== undefined });
  const query = guest ? asGuest : first;
  return { code: query.data, error: query.error, refetch: query.refetch, guest };
}

/** The lane of the code is used in both directions. Only a code that seems to be for the other one is in doubt. */
export function useIsBothWays(code: CodeView | undefined): boolean {
  const { kind, lane, site, open_visit: open, other_site: isElsewhere } = code ?? {};
  const isHere = Boolean(open) && !isElsewhere;
  const isInDoubt = Boolean(lane) && (kind === "exit" ? !isHere : isHere);
  const stay = { seconds: 3600, vehicleClass: "car" };
  const { data } = useQuery({ ...siteQuery(site?.id ?? "", stay, undefined), enabled: isInDoubt });
  return isInDoubt && data?.lanes.find(({ id }) => id === lane?.id)?.direction === "both";
}

/** The open visits of the account at the site of the code: each vehicle has one. */
export function useVisitsHere(code: CodeView, isUser: boolean) {
  const { data, isLoading } = useQuery({ ...openVisitsQuery, enabled: isUser && Boolean(code.open_visit) });
  const known = code.open_visit && !code.other_site ? [code.open_visit] : [];
  const here = data?.filter(({ site }) => site.id === code.site.id);
  return { visits: here?.length ? here : known, isLoading };
}
