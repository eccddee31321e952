import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { configurationQuery } from "@/api/configuration";
import { codeOf, tell } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { stayTexts } from "@/texts/reservations";
import { ExtendDialog } from "./extend-dialog";
import { type Access, cancelReservation, endReservation, reportTaken, reseatQuery } from "./requests";

interface StayActionsProps {
  access: Access;
  reservation: Reservation;
  onChange: (reservation: Reservation) => void;
  /** It has changed meanwhile: look again. */
  onStale: () => void;
}

type Deed = "end" | "cancel" | "taken";

/** What is asked before it is done. */
const QUESTIONS: Record<Deed, { title: string; text: string; yes: string; no: string }> = {
  end: { title: stayTexts.endTitle, text: stayTexts.endText, yes: stayTexts.endYes, no: stayTexts.keep },
  cancel: { title: stayTexts.cancelTitle, text: stayTexts.cancelText, yes: stayTexts.cancelYes, no: stayTexts.keep },
  taken: { title: stayTexts.takenTitle, text: stayTexts.takenText, yes: stayTexts.takenYes, no: texts.back },
};

/** What the driver can do with a stay: longer, over, or not at all. */
export function StayActions({ access, reservation, onChange, onStale }: StayActionsProps) {
  const now = useNow();
  const [asked, setAsked] = useState<Deed | "extend">();
  const isOn = reservation.status === "confirmed" && Date.parse(reservation.ends_at) > now;
  const isActive = isOn && Date.parse(reservation.starts_at) <= now;
  const isCancellable = reservation.status === "held" || (isOn && !isActive);
  const { lat, lng } = reservation.spot;
  const client = useQueryClient();
  const { data: configuration } = useQuery(configurationQuery);
  const reportable = Date.parse(reservation.starts_at) + (configuration?.report_taken_seconds ?? 0) * 1000;
  const report = async () => {
    const { reservation: revoked, reseat } = await reportTaken(access);
    client.setQueryData(reseatQuery(access).queryKey, reseat ?? null);
    return revoked;
  };
  const act = useMutation({
    mutationFn: (what: Deed) =>
      what === "taken" ? report() : (what === "end" ? endReservation : cancelReservation)(access, reservation.revision),
    onSuccess: onChange,
    onError: (error) => {
      if (["revision_mismatch", "invalid_transition", "outside_report_window"].includes(codeOf(error) ?? "")) onStale();
    },
    onSettled: () => setAsked(undefined),
  });
  const deed = asked === "extend" ? undefined : asked;
  const question = deed && QUESTIONS[deed];
  // What is over leaves nothing to be done, and no gap.
  if (!isOn && reservation.status !== "held" && !act.error) return null;
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
        {isActive && now < reportable && (
          <Button kind="quiet" onPress={() => setAsked("taken")}>
            {stayTexts.taken}
          </Button>
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
      <Dialog title={question?.title ?? ""} isOpen={question !== undefined} onClose={() => setAsked(undefined)}>
        {deed && question && (
          <div className="stack">
            <p>{question.text}</p>
            <Button kind="danger" wide isPending={act.isPending} onPress={() => act.mutate(deed)}>
              {question.yes}
            </Button>
            <Button kind="quiet" wide onPress={() => setAsked(undefined)}>
              {question.no}
            </Button>
          </div>
        )}
      </Dialog>
    </div>
  );
}
