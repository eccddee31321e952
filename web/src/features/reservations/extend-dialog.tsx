import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { codeOf, ProblemError, tell } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { Dialog } from "@/components/ui/dialog";
import { Facts } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatNear } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { stayTexts } from "@/texts/reservations";
import { type Access, extendReservation, extensionQuery } from "./requests";

const STEPS = [900, 1800, 3600, 7200];

interface ExtendDialogProps {
  access: Access;
  reservation: Reservation;
  isOpen: boolean;
  onClose: () => void;
  onExtended: (reservation: Reservation) => void;
}

/** A longer stay: what it costs and how far it can go stand there before it is accepted. */
export function ExtendDialog({ isOpen, onClose, ...props }: ExtendDialogProps) {
  return (
    <Dialog title={stayTexts.extendTitle} isOpen={isOpen} onClose={onClose}>
      {isOpen && <ExtendForm {...props} onClose={onClose} />}
    </Dialog>
  );
}

function ExtendForm({ access, reservation, onExtended, onClose }: Omit<ExtendDialogProps, "isOpen">) {
  const now = useNow(30);
  const { time_zone: zone, revision } = reservation;
  const end = Date.parse(reservation.ends_at);
  const [wanted, setWanted] = useState(end + 1_800_000);
  const quote = useQuery({ ...extensionQuery(access, wanted), placeholderData: keepPreviousData });
  const blocked = quote.error instanceof ProblemError ? quote.error.problem.latest_end : undefined;
  const latest = blocked ?? quote.data?.latest_end ?? undefined;
  const extend = useMutation({
    mutationFn: (data: { ends_at: string; rate: { amount_minor: number } }) =>
      extendReservation(access, data.ends_at, revision, data.rate.amount_minor),
    onSuccess: (extended) => {
      onExtended(extended);
      onClose();
    },
    onError: (error) => {
      if (["extension_blocked", "rate_changed"].includes(codeOf(error) ?? "")) void quote.refetch();
    },
  });
  const latestAt = latest ? Date.parse(latest) : undefined;
  const isTooLate = latestAt !== undefined && wanted > latestAt;
  const steps = STEPS.map((seconds) => ({
    value: String(end + seconds * 1000),
    label: stayTexts.extendBy(formatDuration(seconds)),
  }));
  return (
    <div className="stack">
      <Chips
        label={stayTexts.howMuch}
        value={String(wanted)}
        choices={steps}
        onChange={(value) => setWanted(Number(value))}
      />
      {latestAt !== undefined && (
        <Notice>
          {latestAt <= end ? stayTexts.noMore : stayTexts.latest(formatNear(latestAt, zone, now))}{" "}
          {isTooLate && latestAt > end && (
            <Button kind="quiet" onPress={() => setWanted(latestAt)}>
              {stayTexts.toLatest(formatNear(latestAt, zone, now))}
            </Button>
          )}
        </Notice>
      )}
      {quote.data && !isTooLate && !quote.error ? (
        <Facts
          facts={[
            [stayTexts.newEnd, formatNear(quote.data.ends_at, zone, now)],
            [stayTexts.more, <strong key="more">{formatMoney(quote.data.added)}</strong>],
            [stayTexts.newTotal, formatMoney(quote.data.estimate)],
          ]}
        />
      ) : (
        quote.isPending && <Skeleton lines={3} />
      )}
      {(extend.error ?? (latest ? undefined : quote.error)) && (
        <Notice kind="problem">{tell(extend.error ?? quote.error)}</Notice>
      )}
      <Button
        wide
        isPending={extend.isPending}
        isDisabled={!quote.data || isTooLate || quote.isFetching || Boolean(quote.error)}
        onPress={() => quote.data && extend.mutate(quote.data)}
      >
        {quote.data && !isTooLate
          ? stayTexts.extendTo(formatNear(quote.data.ends_at, zone, now), formatMoney(quote.data.added))
          : stayTexts.extend}
      </Button>
    </div>
  );
}
