import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { configurationQuery } from "@/api/configuration";
import { errorCode, ProblemError, errorMessage, fieldErrors } from "@/api/problem";
import type { CreatedReservation, FreeSpot, SavedCard, User, VehicleChoice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { formatMoney, type Money, priceOf } from "@/lib/money";
import { getStored, setStored } from "@/lib/storage";
import { formatDuration, toRfc3339 } from "@/lib/time";
import { payTexts } from "@/texts/billing";
import { reserveTexts } from "@/texts/reservations";
import { createReservation } from "./requests";

/** Problems with `alternatives`. */
const UNAVAILABLE_CODES = ["spot_taken", "spot_closed"];

interface HoldFormProps {
  spot: { id: string; rate: Money };
  from: number | undefined;
  seconds: number;
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
}

/** Guests enter an address; users need one tap. */
export function HoldForm(props: HoldFormProps) {
  const { spot, from, seconds, user, card, vehicle, vehiclePicker, signIn, onHeld, onTaken } = props;
  const [email, setEmail] = useState(() => getStored<string>("email") ?? "");
  // The same body keeps its idempotency key, so that a repeat creates no second hold.
  const request = useRef({ text: "", key: "" });
  const hold = useMutation({
    mutationFn: (cardId: string | undefined) => {
      const body = {
        spot_id: spot.id,
        duration_seconds: seconds,
        rate_minor_per_hour: spot.rate.amount_minor,
        ...(from && { starts_at: toRfc3339(from) }),
        ...(!user && { email: email.trim() }),
        ...(cardId && { card_id: cardId }),
        ...vehicle,
      };
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
    },
  });
  const { data: configuration } = useQuery(configurationQuery);
  const guestSeconds = configuration?.unverified_max_stay_seconds;
  const isTooLong = !user && guestSeconds !== undefined && seconds > guestSeconds;
  const price = formatMoney(priceOf(spot.rate, seconds));
  const overdue = hold.error instanceof ProblemError ? hold.error.problem.overdue : undefined;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!hold.isPending) hold.mutate(card?.id);
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
      <Button type="submit" wide isPending={hold.isPending}>
        {card
          ? `${reserveTexts.payWith(payTexts.ending(card.brand, card.last4))} · ${price}`
          : reserveTexts.hold(price)}
      </Button>
      <div className="between">
        <small className="soft">{reserveTexts.terms}</small>
        {user
          ? card && (
              <Button kind="plain" onPress={() => hold.mutate(undefined)}>
                {reserveTexts.otherCard}
              </Button>
            )
          : signIn}
      </div>
    </form>
  );
}
