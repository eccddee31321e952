import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { tell } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatNear } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { stayTexts } from "@/texts/reservations";
import { type Access, answerReseat, reseatQuery } from "./requests";

interface ReseatProps {
  access: Access;
  /** The driver has answered: the offer as it is now, and a guest's token for it. */
  onAnswer: (offer: Reservation, token: string | undefined) => void;
}

/** Another spot nearby, for a driver whose spot was taken back. */
export function Reseat({ access, onAnswer }: ReseatProps) {
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
  if (query.error) return <Notice kind="problem">{tell(query.error)}</Notice>;
  const offer = query.data?.reservation;
  if (!offer || offer.status !== "held") return offer ? null : <Notice>{stayTexts.offerNone}</Notice>;
  const until = formatNear(offer.hold_expires_at ?? offer.starts_at, offer.time_zone, now);
  return (
    <section className="stack step" aria-labelledby="offer">
      <h2 id="offer">{stayTexts.offer}</h2>
      <p>{stayTexts.offerText(offer.spot.label, until)}</p>
      {answer.error && <Notice kind="problem">{tell(answer.error)}</Notice>}
      <Button wide isPending={answer.isPending} onPress={() => answer.mutate(true)}>
        {stayTexts.accept(offer.spot.label)}
      </Button>
      <Button kind="quiet" wide isDisabled={answer.isPending} onPress={() => answer.mutate(false)}>
        {stayTexts.decline}
      </Button>
    </section>
  );
}
