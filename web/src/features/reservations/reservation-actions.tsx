import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { configurationQuery } from "@/api/configuration";
import { errorCode, errorMessage } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { reservationTexts } from "@/texts/reservations";
import { ExtendDialog } from "./extend-dialog";
import { type ReservationAccess, cancelReservation, endReservation, reportTaken, reseatQuery } from "./requests";
import { STAY_TITLE_ID } from "./reservation-details";
import { hasBegun, isConfirmed } from "./stay-state";

interface ReservationActionsProps {
  access: ReservationAccess;
  reservation: Reservation;
  /** The vehicle is in a garage or lot: its stay ends at the exit. */
  isInside: boolean;
  /** Another vehicle can be on the spot. */
  isReportable: boolean;
  onChange: (reservation: Reservation) => void;
  /** The reservation has changed on the server. */
  onStale: () => void;
}

/** The reservation has changed, or its vehicle has entered. */
const STALE_CODES = ["revision_mismatch", "invalid_transition", "exit_required", "outside_report_window"];

type ConfirmedAction = "end" | "cancel" | "taken";

function confirmationOf(action: ConfirmedAction): { title: string; text: string; yes: string; no: string } {
  const { endTitle, endText, endYes, cancelTitle, cancelText, cancelYes, keep } = reservationTexts;
  switch (action) {
    case "end":
      return { title: endTitle, text: endText, yes: endYes, no: keep };
    case "cancel":
      return { title: cancelTitle, text: cancelText, yes: cancelYes, no: keep };
    case "taken": {
      const { takenTitle, takenText, takenYes } = reservationTexts;
      return { title: takenTitle, text: takenText, yes: takenYes, no: texts.back };
    }
  }
}

export function ReservationActions(props: ReservationActionsProps) {
  const { access, reservation, isInside, isReportable, onChange, onStale } = props;
  const now = useNow();
  const [requested, setRequested] = useState<ConfirmedAction | "extend">();
  const isOn = isConfirmed(reservation, now);
  const isActive = isOn && hasBegun(reservation, now);
  const undoSeconds = isOn ? Math.ceil((Date.parse(reservation.undo_until ?? "") - now) / 1000) : 0;
  const isCancellable = reservation.status === "held" || (isOn && !isActive);
  const client = useQueryClient();
  const { data: configuration } = useQuery(configurationQuery);
  const reportable = Date.parse(reservation.starts_at) + (configuration?.report_taken_seconds ?? 0) * 1000;
  const report = async () => {
    const { reservation: revoked, reseat } = await reportTaken(access);
    client.setQueryData(reseatQuery(access).queryKey, reseat ?? null);
    return revoked;
  };
  const mutation = useMutation({
    mutationFn: (what: ConfirmedAction) =>
      what === "taken" ? report() : (what === "end" ? endReservation : cancelReservation)(access, reservation.revision),
    onSuccess: onChange,
    onError: (error) => {
      if (STALE_CODES.includes(errorCode(error) ?? "")) onStale();
    },
    onSettled: () => setRequested(undefined),
  });
  const action = requested === "extend" ? undefined : requested;
  const confirmation = action && confirmationOf(action);
  // Renders nothing, so that the layout has no gap.
  if (!isOn && reservation.status !== "held" && !mutation.error) return null;
  return (
    <div className="stack">
      {mutation.error && <Notice kind="error">{errorMessage(mutation.error)}</Notice>}
      {undoSeconds > 0 && (
        <UndoOffer seconds={undoSeconds} isPending={mutation.isPending} onUndo={() => mutation.mutate("cancel")} />
      )}
      <div className="actions">
        {isOn && <Button onPress={() => setRequested("extend")}>{reservationTexts.extend}</Button>}
        {isActive && !isInside && (
          <Button kind="quiet" onPress={() => setRequested("end")}>
            {reservationTexts.endNow}
          </Button>
        )}
        {isActive && isReportable && now < reportable && (
          <Button kind="quiet" onPress={() => setRequested("taken")}>
            {reservationTexts.taken}
          </Button>
        )}
        {isCancellable && (
          <Button kind="quiet" onPress={() => setRequested("cancel")}>
            {reservationTexts.cancel}
          </Button>
        )}
      </div>
      <ExtendDialog
        access={access}
        reservation={reservation}
        isOpen={requested === "extend"}
        onClose={() => setRequested(undefined)}
        onExtended={onChange}
      />
      <Dialog
        title={confirmation?.title ?? ""}
        isOpen={confirmation !== undefined}
        onClose={() => setRequested(undefined)}
      >
        {action && confirmation && (
          <div className="stack">
            <p>{confirmation.text}</p>
            <Button kind="danger" wide isPending={mutation.isPending} onPress={() => mutation.mutate(action)}>
              {confirmation.yes}
            </Button>
            <Button kind="quiet" wide onPress={() => setRequested(undefined)}>
              {confirmation.no}
            </Button>
          </div>
        )}
      </Dialog>
    </div>
  );
}

interface UndoOfferProps {
  /** Until the offer ends. */
  seconds: number;
  isPending: boolean;
  onUndo: () => void;
}

function UndoOffer({ seconds, isPending, onUndo }: UndoOfferProps) {
  const offer = useRef<HTMLDivElement>(null);
  // It disappears after the undo or its time; without this, the focus on its button would be lost.
  useLayoutEffect(() => {
    const element = offer.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      document.getElementById(STAY_TITLE_ID)?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div className="undo" ref={offer}>
      <span>{reservationTexts.undoText(seconds)}</span>
      <Button kind="quiet" isPending={isPending} onPress={onUndo}>
        {reservationTexts.undo}
      </Button>
    </div>
  );
}
