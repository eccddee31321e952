import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, ProblemError, errorMessage, fieldErrors } from "@/api/problem";
import type { Quote, Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Dialog } from "@/components/ui/dialog";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { PriceLines } from "@/components/ui/price-lines";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatShortDateTime, formatTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { priceTexts } from "@/texts/billing";
import { reservationTexts } from "@/texts/reservations";
import { type ReservationAccess, extendReservation, extensionQuoteQuery, replaceExtensionQuote } from "./requests";

const STEPS = [900, 1800, 3600, 7200];
/** Problems after which another quote shows what is possible. */
const REQUOTED_CODES = ["extension_blocked", "not_allowed_by_tariff", "quote_expired"];

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
  const client = useQueryClient();
  const options = extensionQuoteQuery(access, requestedEnd);
  const quote = useQuery({ ...options, placeholderData: keepPreviousData });
  const problem = quote.error instanceof ProblemError ? quote.error.problem : undefined;
  const isRefused = problem?.code === "not_allowed_by_tariff";
  const latest = problem?.latest_end ?? problem?.allowed_until ?? quote.data?.latest_end ?? undefined;
  const extend = useMutation({
    mutationFn: (accepted: Quote) => extendReservation(access, accepted, revision),
    onSuccess: (extended) => {
      onExtended(extended);
      onClose();
    },
    onError: (error) => {
      const next = error instanceof ProblemError ? error.problem.quote : undefined;
      const { data } = quote;
      if (errorCode(error) === "quote_expired" && next && data)
        client.setQueryData(options.queryKey, replaceExtensionQuote(data, next));
      else if (REQUOTED_CODES.includes(errorCode(error) ?? "") || fieldErrors(error).quote_id) void quote.refetch();
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
          {problem && isRefused && errorMessage(quote.error)}{" "}
          {latestText(latestAt, end, isRefused, formatShortDateTime(latestAt, zone, now))}{" "}
          {isTooLate && latestAt > end && (
            <Button kind="quiet" onPress={() => setRequestedEnd(latestAt)}>
              {reservationTexts.toLatest(formatShortDateTime(latestAt, zone, now))}
            </Button>
          )}
        </Notice>
      )}
      {quote.data && !isTooLate && !quote.error ? (
        <div className="quote">
          <DescriptionList
            items={[
              [reservationTexts.newEnd, formatShortDateTime(quote.data.ends_at, zone, now)],
              [reservationTexts.more, <strong key="more">{formatMoney(quote.data.total)}</strong>],
              [reservationTexts.newTotal, formatMoney(quote.data.estimate)],
            ]}
          />
          <PriceLines lines={quote.data.lines} total={quote.data.total} zone={quote.data.time_zone} />
          <p className="soft" role="status">
            {priceTexts.guaranteed(formatTime(quote.data.expires_at, quote.data.time_zone))}
          </p>
        </div>
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
          ? reservationTexts.extendTo(formatShortDateTime(quote.data.ends_at, zone, now), formatMoney(quote.data.total))
          : reservationTexts.extend}
      </Button>
    </div>
  );
}

function latestText(latest: number, end: number, isRefused: boolean, time: string): string {
  if (latest <= end) return isRefused ? reservationTexts.noMoreAllowed : reservationTexts.noMore;
  return isRefused ? reservationTexts.latestAllowed(time) : reservationTexts.latest(time);
}
