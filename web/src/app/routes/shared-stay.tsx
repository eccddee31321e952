import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorMessage } from "@/api/problem";
import type { SharedStay } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { placeOfSharedStay } from "@/features/reservations/stay-place";
import { hasShareEnded, sharedStayQuery } from "@/features/reservations/stay-requests";
import { hasBegun, isConfirmed } from "@/features/reservations/stay-state";
import { formatPeriod, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { sharedStayTexts } from "@/texts/stays";
import { useLinkToken } from "../link-access";
import { Page } from "../pages";
import { StayPlace } from "./stay-place";

/** A stay as its driver shows it to others. */
export function SharedStayPage() {
  const { id } = useParams({ from: "/shared/$id" });
  const token = useLinkToken();
  const { data: stay, error, refetch } = useQuery({ ...sharedStayQuery({ id, token }), enabled: Boolean(token) });
  const hasEnded = !token || hasShareEnded(error);
  if (hasEnded || (error && !stay)) {
    return (
      <Page title={sharedStayTexts.title}>
        <h1>{sharedStayTexts.title}</h1>
        <Notice kind="error">
          {hasEnded ? `${sharedStayTexts.ended} ${sharedStayTexts.endedHint}` : errorMessage(error)}
        </Notice>
        {!hasEnded && <Button onPress={() => void refetch()}>{texts.retry}</Button>}
      </Page>
    );
  }
  return (
    <Page title={sharedStayTexts.title}>
      {error && <Notice>{errorMessage(error)}</Notice>}
      {stay ? <Stay stay={stay} /> : <Skeleton lines={6} />}
    </Page>
  );
}

function Stay({ stay }: { stay: SharedStay }) {
  const now = useNow(5);
  const { time_zone: zone, starts_at, ends_at } = stay;
  const timed = { ...stay, active: false };
  const isOpen = isConfirmed(timed, now);
  const isParked = isOpen && hasBegun(timed, now);
  const state = isParked ? "active" : stay.status === "confirmed" && !isOpen ? "completed" : stay.status;
  return (
    <article className="stay">
      <header className={`stay-head is-${isOpen ? "confirmed" : "completed"}`}>
        <h1>{sharedStayTexts.titles[state] ?? sharedStayTexts.over}</h1>
        {isParked && <p className="shared-until">{sharedStayTexts.until(formatShortDateTime(ends_at, zone, now))}</p>}
        <p>{formatPeriod(starts_at, ends_at, zone)}</p>
      </header>
      <StayPlace place={placeOfSharedStay(stay)} hasDirections={isOpen} />
    </article>
  );
}
