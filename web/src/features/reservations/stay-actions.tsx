import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { codeOf, tell } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/lib/use-now";
import { stayTexts } from "@/texts";
import { ExtendDialog } from "./extend-dialog";
import { type Access, cancelReservation, endReservation } from "./requests";

interface StayActionsProps {
  access: Access;
  reservation: Reservation;
  onChange: (reservation: Reservation) => void;
  /** It has changed meanwhile: look again. */
  onStale: () => void;
}

type Asked = "extend" | "end" | "cancel" | undefined;

/** What the driver can do with a stay: longer, over, or not at all. */
export function StayActions({ access, reservation, onChange, onStale }: StayActionsProps) {
  const now = useNow();
  const [asked, setAsked] = useState<Asked>();
  const isOn = reservation.status === "confirmed" && Date.parse(reservation.ends_at) > now;
  const isActive = isOn && Date.parse(reservation.starts_at) <= now;
  const isCancellable = reservation.status === "held" || (isOn && !isActive);
  const { lat, lng } = reservation.spot;
  const act = useMutation({
    mutationFn: (what: "end" | "cancel") =>
      (what === "end" ? endReservation : cancelReservation)(access, reservation.revision),
    onSuccess: onChange,
    onError: (error) => {
      if (["revision_mismatch", "invalid_transition"].includes(codeOf(error) ?? "")) onStale();
    },
    onSettled: () => setAsked(undefined),
  });
  const question = asked === "end" || asked === "cancel" ? asked : undefined;
  return (
    <div className="stack">
      {act.error && <Notice kind="problem">{tell(act.error)}</Notice>}
      <div className="actions">
        {isOn && <Button onPress={() => setAsked("extend")}>{stayTexts.extend}</Button>}
        {isActive && (
          <Button kind="quiet" onPress={() => setAsked("end")}>
            {stayTexts.endNow}
          </Button>
        )}
        {(isOn || reservation.status === "held") && (
          <a
            className="button button-quiet"
            href={`https://www.google.com/maps/dir/?api=1&destination=${lat},${lng}`}
            target="_blank"
            rel="noreferrer"
          >
            {stayTexts.directions}
          </a>
        )}
        {isCancellable && (
          <Button kind="quiet" onPress={() => setAsked("cancel")}>
            {stayTexts.cancel}
          </Button>
        )}
      </div>
      <ExtendDialog
        access={access}
        reservation={reservation}
        isOpen={asked === "extend"}
        onClose={() => setAsked(undefined)}
        onExtended={onChange}
      />
      <Dialog
        title={question === "end" ? stayTexts.endTitle : stayTexts.cancelTitle}
        isOpen={question !== undefined}
        onClose={() => setAsked(undefined)}
      >
        <div className="stack">
          <p>{question === "end" ? stayTexts.endText : stayTexts.cancelText}</p>
          <Button kind="danger" wide isPending={act.isPending} onPress={() => question && act.mutate(question)}>
            {question === "end" ? stayTexts.endYes : stayTexts.cancelYes}
          </Button>
          <Button kind="quiet" wide onPress={() => setAsked(undefined)}>
            {stayTexts.keep}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
