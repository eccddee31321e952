import { useState } from "react";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { CardSetUp } from "@/features/billing/card-set-up";
import { confirmReservation, type ReservationAccess, startCardSetup } from "@/features/reservations/requests";
import { payTexts } from "@/texts/billing";
import { reservationTexts } from "@/texts/reservations";

interface OtherCardProps {
  access: ReservationAccess;
  onChange: (reservation: Reservation) => void;
}

/** Replaces the card of a confirmed reservation. */
export function OtherCard({ access, onChange }: OtherCardProps) {
  // Each attempt has a setup of its own.
  const [attempt, setAttempt] = useState(0);
  if (!attempt) {
    return (
      <Button kind="plain" onPress={() => setAttempt(Date.now())}>
        {reservationTexts.useOtherCard}
      </Button>
    );
  }
  return (
    <CardSetUp
      id={`${access.id}-${attempt}`}
      start={() => startCardSetup(access)}
      button={payTexts.confirmCard}
      finish={async (setupIntentId, save) => {
        onChange(await confirmReservation(access, setupIntentId, save));
        setAttempt(0);
      }}
    />
  );
}
