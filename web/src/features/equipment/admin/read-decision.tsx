import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ADMIN_KEY, fieldProblems } from "@/api/admin";
import { errorMessage } from "@/api/problem";
import { ConfirmAction } from "@/components/console/confirm-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { plateReadTexts } from "@/console-texts/equipment";
import { useMutation } from "@/lib/use-mutation";
import { decideRead } from "./plate-read-requests";

interface DecisionProps {
  id: string;
  /** Called before the list is loaded again. */
  onDecided: () => void;
}

/** One press admits or dismisses a plate read; another driver needs a name. */
export function Decision({ id, onDecided }: DecisionProps) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [reservation, setReservation] = useState("");
  const decide = useMutation({
    mutationFn: (decision: "admit" | "dismiss") =>
      decideRead(id, {
        decision,
        note: decision === "admit" ? plateReadTexts.admitNote : plateReadTexts.dismissNote,
      }),
    onSuccess: () => {
      onDecided();
      return client.invalidateQueries({ queryKey: ADMIN_KEY });
    },
  });
  const isDeciding = (decision: string) => decide.isPending && decide.variables === decision;
  const admitOther = (note: string) =>
    decideRead(id, {
      decision: "admit",
      ...(email.trim() && { email: email.trim() }),
      ...(reservation.trim() && { reservation_id: reservation.trim() }),
      note,
    });
  return (
    <>
      <div className="console-actions">
        <Button
          isPending={isDeciding("admit")}
          isDisabled={isDeciding("dismiss")}
          onPress={() => decide.mutate("admit")}
        >
          {plateReadTexts.admit}
        </Button>
        <Button
          kind="quiet"
          isPending={isDeciding("dismiss")}
          isDisabled={isDeciding("admit")}
          onPress={() => decide.mutate("dismiss")}
        >
          {plateReadTexts.dismiss}
        </Button>
        <ConfirmAction
          name={plateReadTexts.admitOther}
          text={plateReadTexts.admitOtherText}
          act={admitOther}
          onDone={onDecided}
          errorText={errorOf}
        >
          <Field label={plateReadTexts.email} type="email" value={email} onChange={setEmail} />
          <Field label={plateReadTexts.reservation} value={reservation} onChange={setReservation} />
        </ConfirmAction>
      </div>
      {decide.error && <Notice kind="error">{errorOf(decide.error)}</Notice>}
    </>
  );
}

function errorOf(error: unknown): string {
  const fields = fieldProblems(error);
  // The plate belongs to no driver, or to several.
  if (fields.some(({ field }) => field === "reservation_id")) return plateReadTexts.needsDriver;
  if (fields.some(({ code }) => code === "too_late")) return plateReadTexts.tooLate;
  if (fields.some(({ code }) => code === "no_vehicle")) return plateReadTexts.noVehicle;
  return errorMessage(error);
}
