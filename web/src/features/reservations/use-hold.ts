import { useState } from "react";
import { errorCode, ProblemError } from "@/api/problem";
import type { CreatedReservation, FreeSpot, Quote, VehicleChoice } from "@/api/types";
import { setStored } from "@/lib/storage";
import { useMutation } from "@/lib/use-mutation";
import { HoldSender, UnknownOutcomeError } from "./hold-sender";
import type { QuotedStay } from "./requests";

/** Problems with `alternatives`. */
const UNAVAILABLE_CODES = ["spot_taken", "spot_closed", "reserved_ahead_limit"] as const;
export type UnavailableCode = (typeof UNAVAILABLE_CODES)[number];

/** The code of a problem for which the page shows other spots instead. */
export function unavailableCode(error: unknown): UnavailableCode | undefined {
  const code = errorCode(error);
  return UNAVAILABLE_CODES.find((each) => each === code);
}

export interface AcceptedQuote {
  quote: Quote;
  /** Of a saved card. */
  cardId: string | undefined;
  vehicle: VehicleChoice;
  /** Of a guest. */
  email: string | undefined;
}

interface HoldHandlers {
  /** The request is sent. */
  onSend: () => void;
  onHeld: (created: CreatedReservation) => void;
  /** The spot cannot be held for the requested time. */
  onUnavailable: (alternatives: FreeSpot[], code: UnavailableCode) => void;
}

/** The body of a hold on the terms of its quote; a free stay needs no card. */
function holdBody({ quote, cardId, vehicle, email }: AcceptedQuote) {
  const payment = quote.total.amount_minor === 0 ? { payment_source: "none" } : cardId ? { card_id: cardId } : {};
  return { spot_id: quote.spot_id, quote_id: quote.id, ...payment, ...(email !== undefined && { email }), ...vehicle };
}

/** Holds a spot for a stay. */
export function useHold({ spotId, vehicleClass, from, seconds }: QuotedStay, handlers: HoldHandlers) {
  const [sender] = useState(() => new HoldSender());
  const stay = [spotId, vehicleClass, from ?? "now", seconds].join();
  const mutation = useMutation({
    mutationFn: ({ stay: named, ...accepted }: AcceptedQuote & { stay: string }) =>
      sender.send(named, holdBody(accepted)),
    onMutate: handlers.onSend,
    onSuccess: (created, { email }) => {
      if (email !== undefined) setStored("email", email);
      handlers.onHeld(created);
    },
    onError: (error) => {
      const code = unavailableCode(error);
      if (code && error instanceof ProblemError) handlers.onUnavailable(error.problem.alternatives ?? [], code);
    },
  });
  const { isPending, error, variables } = mutation;
  const isUnknown = error instanceof UnknownOutcomeError;
  const isSame = variables?.stay === stay;
  const isOpen = isSame && (isPending || isUnknown);
  return {
    isPending,
    /** Of this stay, if its result is not known. */
    error: isUnknown && !isSame ? null : error,
    isUnknown: isUnknown && isSame,
    /** The last request may hold the spot for this stay. */
    isOpen,
    /** That of the open request. */
    quote: isOpen ? variables?.quote : undefined,
    send: (accepted: AcceptedQuote, onError: (error: Error) => void) =>
      mutation.mutate({ ...accepted, stay }, { onError }),
  };
}

export type Hold = ReturnType<typeof useHold>;
