import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { configurationQuery } from "@/api/configuration";
import { errorCode, ProblemError, errorMessage, fieldErrors, formError } from "@/api/problem";
import type { Quote, SavedCard, User, VehicleChoice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PriceLines } from "@/components/ui/price-lines";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { toServerTime } from "@/lib/server-time";
import { getStored } from "@/lib/storage";
import { formatDuration, formatTime } from "@/lib/time";
import { texts } from "@/texts/app";
import { payTexts, priceTexts } from "@/texts/billing";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { type QuotedStay, quoteQuery } from "./requests";
import { RefusalNotice, type StayChange } from "./search/refusal-notice";
import { type Hold, unavailableCode } from "./use-hold";

interface HoldFormProps {
  hold: Hold;
  /** With the class of the chosen vehicle, or of the search. */
  stay: QuotedStay;
  zone: string;
  user: User | undefined;
  card: SavedCard | undefined;
  vehicle: VehicleChoice;
  /** Called with the errors by name of the field; shows those of `vehicleFields`. */
  vehiclePicker: (errors: Record<string, string>) => ReactNode;
  vehicleFields: string[];
  /** Shown to guests. */
  signIn: ReactNode;
  /** To a stay that the rules allow. */
  onChange: (change: StayChange) => void;
}

/** Shows the quote and holds the spot on its terms. Guests enter an address; users need one tap. */
export function HoldForm(props: HoldFormProps) {
  const { hold, stay, zone, user, card, vehicle, vehiclePicker, signIn, onChange } = props;
  const { from, seconds } = stay;
  const client = useQueryClient();
  const options = quoteQuery(stay);
  const quoted = useQuery(options);
  // A repeat needs no new quote, which the api may refuse because the spot is held.
  const quote = hold.quote ?? (quoted.error ? undefined : quoted.data);
  const [email, setEmail] = useState(() => getStored<string>("email") ?? "");
  const { data: configuration } = useQuery(configurationQuery);
  const guestSeconds = configuration?.unverified_max_stay_seconds;
  const isTooLong = !user && guestSeconds !== undefined && seconds > guestSeconds;
  const isNothing = quote?.total.amount_minor === 0;
  const price = quote && formatMoney(quote.total);
  const terms = isNothing
    ? reserveTexts.termsFree
    : card
      ? reserveTexts.termsOfCard(payTexts.ending(card.brand, card.last4))
      : reserveTexts.terms;
  const renewQuote = (error: Error) => {
    const next = error instanceof ProblemError ? error.problem.quote : undefined;
    const isExpired = errorCode(error) === "quote_expired";
    if (isExpired && next) client.setQueryData(options.queryKey, next);
    else if (isExpired || fieldErrors(error).quote_id) void quoted.refetch();
  };
  const submit = (cardId: string | undefined) => {
    if (!quote || hold.isPending) return;
    hold.send({ quote, cardId, vehicle, email: user ? undefined : email.trim() }, renewQuote);
  };
  const failure = formError(hold.error, user ? props.vehicleFields : ["email", ...props.vehicleFields]);
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
      {failure && !unavailableCode(hold.error) && (
        <Notice kind="error">
          {hold.isUnknown ? reserveTexts.unknown : errorCode(hold.error) === "offline" ? reserveTexts.offline : failure}{" "}
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
        askedAt={toServerTime(quoted.errorUpdatedAt)}
        from={from}
        zone={zone}
        onRetry={() => void quoted.refetch()}
        onChange={onChange}
      />
      <Button type="submit" wide isPending={hold.isPending} isDisabled={!quote}>
        {isNothing ? reserveTexts.reserveFree : reserveTexts.reserve(price)}
      </Button>
      <div className="between">
        <small className="soft">{terms}</small>
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
        {quote.reduced_rate && <p>{priceTexts.reducedRate}</p>}
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
