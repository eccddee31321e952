import { useQuery, useQueryClient } from "@tanstack/react-query";
import { errorMessage } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatShortDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { reservationTexts } from "@/texts/reservations";
import { type ReservationAccess, answerReseat, reseatQuery } from "./requests";

interface ReseatOfferProps {
  access: ReservationAccess;
  /** Called with the answered offer and, for guests, its token. */
  onAnswer: (offer: Reservation, token: string | undefined) => void;
}

export function ReseatOffer({ access, onAnswer }: ReseatOfferProps) {
  const now = useNow(30);
  const client = useQueryClient();
  const query = useQuery(reseatQuery(access));
  const answer = useMutation({
    mutationFn: (accept: boolean) => answerReseat(access, accept),
    onSuccess: (offer) => {
      client.setQueryData(reseatQuery(access).queryKey, offer);
      onAnswer(offer.reservation, offer.manage_token ?? undefined);
    },
  });
  if (query.isPending) return <Skeleton lines={2} />;
  if (query.error) return <Notice kind="error">{errorMessage(query.error)}</Notice>;
  const offer = query.data?.reservation;
  if (!offer || offer.status !== "held") return offer ? null : <Notice>{reservationTexts.offerNone}</Notice>;
  const until = formatShortDateTime(offer.hold_expires_at ?? offer.starts_at, offer.time_zone, now);
  return (
    <section className="stack step" aria-labelledby="offer">
      <h2 id="offer">{reservationTexts.offer}</h2>
      <p>{reservationTexts.offerText(offer.spot.label, until)}</p>
      {answer.error && <Notice kind="error">{errorMessage(answer.error)}</Notice>}
      <Button wide isPending={answer.isPending} onPress={() => answer.mutate(true)}>
        {reservationTexts.accept(offer.spot.label)}
      </Button>
      <Button kind="quiet" wide isDisabled={answer.isPending} onPress={() => answer.mutate(false)}>
        {reservationTexts.decline}
      </Button>
    </section>
  );
}
