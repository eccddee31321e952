import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, ProblemError, errorMessage } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Dialog } from "@/components/ui/dialog";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { reservationTexts } from "@/texts/reservations";
import { type ReservationAccess, extendReservation, extensionQuoteQuery } from "./requests";

const STEPS = [900, 1800, 3600, 7200];

interface ExtendDialogProps {
  access: ReservationAccess;
  reservation: Reservation;
  isOpen: boolean;
  onClose: () => void;
  onExtended: (reservation: Reservation) => void;
}

/** Shows the price and the latest possible end before the driver accepts. */
export function ExtendDialog({ isOpen, onClose, ...props }: ExtendDialogProps) {
  return (
    <Dialog title={reservationTexts.extendTitle} isOpen={isOpen} onClose={onClose}>
      {isOpen && <ExtendForm {...props} onClose={onClose} />}
    </Dialog>
  );
}

function ExtendForm({ access, reservation, onExtended, onClose }: Omit<ExtendDialogProps, "isOpen">) {
  const now = useNow(30);
  const { time_zone: zone, revision } = reservation;
  const end = Date.parse(reservation.ends_at);
  const [requestedEnd, setRequestedEnd] = useState(end + 1_800_000);
  const quote = useQuery({ ...extensionQuoteQuery(access, requestedEnd), placeholderData: keepPreviousData });
  const blockedAt = quote.error instanceof ProblemError ? quote.error.problem.latest_end : undefined;
  const latest = blockedAt ?? quote.data?.latest_end ?? undefined;
  const extend = useMutation({
    mutationFn: (data: { ends_at: string; rate: { amount_minor: number } }) =>
      extendReservation(access, data.ends_at, revision, data.rate.amount_minor),
    onSuccess: (extended) => {
      onExtended(extended);
      onClose();
    },
    onError: (error) => {
      if (["extension_blocked", "rate_changed"].includes(errorCode(error) ?? "")) void quote.refetch();
    },
  });
  const latestAt = latest ? Date.parse(latest) : undefined;
  const isTooLate = latestAt !== undefined && requestedEnd > latestAt;
  const steps = STEPS.map((seconds) => ({
    value: String(end + seconds * 1000),
    label: reservationTexts.extendBy(formatDuration(seconds)),
  }));
  return (
    <div className="stack">
      <RadioChips
        label={reservationTexts.howMuch}
        value={String(requestedEnd)}
        options={steps}
        onChange={(value) => setRequestedEnd(Number(value))}
      />
      {latestAt !== undefined && (
        <Notice>
          {latestAt <= end
            ? reservationTexts.noMore
            : reservationTexts.latest(formatShortDateTime(latestAt, zone, now))}{" "}
          {isTooLate && latestAt > end && (
            <Button kind="quiet" onPress={() => setRequestedEnd(latestAt)}>
              {reservationTexts.toLatest(formatShortDateTime(latestAt, zone, now))}
            </Button>
          )}
        </Notice>
      )}
      {quote.data && !isTooLate && !quote.error ? (
        <DescriptionList
          items={[
            [reservationTexts.newEnd, formatShortDateTime(quote.data.ends_at, zone, now)],
            [reservationTexts.more, <strong key="more">{formatMoney(quote.data.added)}</strong>],
            [reservationTexts.newTotal, formatMoney(quote.data.estimate)],
          ]}
        />
      ) : (
        quote.isPending && <Skeleton lines={3} />
      )}
      {(extend.error ?? (latest ? undefined : quote.error)) && (
        <Notice kind="error">{errorMessage(extend.error ?? quote.error)}</Notice>
      )}
      <Button
        wide
        isPending={extend.isPending}
        isDisabled={!quote.data || isTooLate || quote.isFetching || Boolean(quote.error)}
        onPress={() => quote.data && extend.mutate(quote.data)}
      >
        {quote.data && !isTooLate
          ? reservationTexts.extendTo(formatShortDateTime(quote.data.ends_at, zone, now), formatMoney(quote.data.added))
          : reservationTexts.extend}
      </Button>
    </div>
  );
}
