import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { configurationQuery } from "@/api/configuration";
import { errorCode, ProblemError, errorMessage, fieldErrors } from "@/api/problem";
import type { CreatedReservation, FreeSpot, Quote, SavedCard, User, VehicleChoice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PriceLines } from "@/components/ui/price-lines";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { getStored, setStored } from "@/lib/storage";
import { formatDuration, formatTime } from "@/lib/time";
import { texts } from "@/texts/app";
import { payTexts, priceTexts } from "@/texts/billing";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { createReservation, quoteQuery } from "./requests";
import { RefusalNotice, type StayChange } from "./search/refusal-notice";

/** Problems with `alternatives`. */
const UNAVAILABLE_CODES = ["spot_taken", "spot_closed"];

interface HoldFormProps {
  spotId: string;
  from: number | undefined;
  seconds: number;
  /** Of the chosen vehicle, or of the search. */
  vehicleClass: string;
  zone: string;
  user: User | undefined;
  card: SavedCard | undefined;
  vehicle: VehicleChoice;
  /** Called with the errors by name of the field. */
  vehiclePicker: (errors: Record<string, string>) => ReactNode;
  /** Shown to guests. */
  signIn: ReactNode;
  onHeld: (created: CreatedReservation) => void;
  /** The spot is reserved or closed for the requested time. */
  onTaken: (alternatives: FreeSpot[], isClosed: boolean) => void;
  /** To a stay that the rules allow. */
  onChange: (change: StayChange) => void;
}

/** The body of a hold on the terms of its quote; a free stay needs no card. */
function holdBody(quote: Quote, cardId: string | undefined, vehicle: VehicleChoice, email: string | undefined) {
  const payment = quote.total.amount_minor === 0 ? { payment_source: "none" } : cardId ? { card_id: cardId } : {};
  return { spot_id: quote.spot_id, quote_id: quote.id, ...payment, ...(email !== undefined && { email }), ...vehicle };
}

/** Shows the quote and holds the spot on its terms. Guests enter an address; users need one tap. */
export function HoldForm(props: HoldFormProps) {
  const { spotId, from, seconds, vehicleClass, zone, user, card, vehicle } = props;
  const { vehiclePicker, signIn, onHeld, onTaken, onChange } = props;
  const client = useQueryClient();
  const options = quoteQuery({ spotId, vehicleClass, from, seconds });
  const quoted = useQuery(options);
  const quote = quoted.error ? undefined : quoted.data;
  const [email, setEmail] = useState(() => getStored<string>("email") ?? "");
  // The same body keeps its idempotency key, so that a repeat creates no second hold.
  const request = useRef({ text: "", key: "" });
  const hold = useMutation({
    mutationFn: ({ accepted, cardId }: { accepted: Quote; cardId: string | undefined }) => {
      const body = holdBody(accepted, cardId, vehicle, user ? undefined : email.trim());
      const text = JSON.stringify(body);
      if (request.current.text !== text) request.current = { text, key: crypto.randomUUID() };
      return createReservation(body, request.current.key);
    },
    onSuccess: (created) => {
      if (!user) setStored("email", email.trim());
      onHeld(created);
    },
    onError: (error) => {
      request.current = { text: "", key: "" };
      const code = errorCode(error) ?? "";
      if (UNAVAILABLE_CODES.includes(code))
        onTaken((error as ProblemError).problem.alternatives ?? [], code === "spot_closed");
      const next = error instanceof ProblemError ? error.problem.quote : undefined;
      if (code === "quote_expired" && next) client.setQueryData(options.queryKey, next);
      else if (code === "quote_expired" || fieldErrors(error).quote_id) void quoted.refetch();
    },
  });
  const { data: configuration } = useQuery(configurationQuery);
  const guestSeconds = configuration?.unverified_max_stay_seconds;
  const isTooLong = !user && guestSeconds !== undefined && seconds > guestSeconds;
  const isNothing = quote?.total.amount_minor === 0;
  const price = quote && formatMoney(quote.total);
  const submit = (cardId: string | undefined) => {
    if (quote && !hold.isPending) hold.mutate({ accepted: quote, cardId });
  };
  const overdue = hold.error instanceof ProblemError ? hold.error.problem.overdue : undefined;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit(card?.id);
      }}
    >
      {!user && (
        <Field
          label={reserveTexts.asGuest}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          isRequired
          value={email}
          onChange={setEmail}
          error={fieldErrors(hold.error).email}
        />
      )}
      {vehiclePicker(fieldErrors(hold.error))}
      {isTooLong && <Notice kind="error">{reserveTexts.tooLongForGuests(formatDuration(guestSeconds))}</Notice>}
      {hold.error && !UNAVAILABLE_CODES.includes(errorCode(hold.error) ?? "") && (
        <Notice kind="error">
          {errorMessage(hold.error)}{" "}
          {overdue?.map((owed) => (
            <a
              key={owed.charge_id}
              href={new URL(owed.pay_url, location.href).pathname + new URL(owed.pay_url, location.href).hash}
            >
              {payTexts.title(formatMoney(owed.amount))}
            </a>
          ))}
        </Notice>
      )}
      <StayQuote
        quote={quote}
        error={quoted.error}
        askedAt={quoted.errorUpdatedAt}
        from={from}
        zone={zone}
        onRetry={() => void quoted.refetch()}
        onChange={onChange}
      />
      <Button type="submit" wide isPending={hold.isPending} isDisabled={!quote}>
        {isNothing
          ? reserveTexts.holdFree
          : card && price
            ? `${reserveTexts.payWith(payTexts.ending(card.brand, card.last4))} · ${price}`
            : reserveTexts.hold(price)}
      </Button>
      <div className="between">
        <small className="soft">{isNothing ? reserveTexts.termsFree : reserveTexts.terms}</small>
        {user
          ? card &&
            !isNothing && (
              <Button kind="plain" isDisabled={!quote} onPress={() => submit(undefined)}>
                {reserveTexts.otherCard}
              </Button>
            )
          : signIn}
      </div>
    </form>
  );
}

interface StayQuoteProps {
  quote: Quote | undefined;
  error: Error | null;
  /** Time of the error, in milliseconds. */
  askedAt: number;
  from: number | undefined;
  zone: string;
  onRetry: () => void;
  onChange: (change: StayChange) => void;
}

function StayQuote({ quote, error, askedAt, from, zone, onRetry, onChange }: StayQuoteProps) {
  if (quote) {
    return (
      <div className="quote">
        <PriceLines lines={quote.lines} total={quote.total} zone={quote.time_zone} />
        <p className="soft" role="status">
          {priceTexts.guaranteed(formatTime(quote.expires_at, quote.time_zone))}
        </p>
      </div>
    );
  }
  if (!error) return <Skeleton lines={2} />;
  if (error instanceof ProblemError && error.code === "not_allowed_by_tariff") {
    const { detail = "", allowed_from, allowed_until } = error.problem;
    const refusal = { text: detail, allowed_from, allowed_until };
    return (
      <Notice kind="error" title={searchTexts.refusedHere}>
        <RefusalNotice refusal={refusal} from={from} searchedAt={askedAt} zone={zone} onChange={onChange} />
      </Notice>
    );
  }
  return (
    <Notice kind="error">
      {errorMessage(error)}{" "}
      <Button kind="quiet" onPress={onRetry}>
        {texts.retry}
      </Button>
    </Notice>
  );
}
