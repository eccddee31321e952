import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { errorCode, errorMessage, ProblemError } from "@/api/problem";
import type { Arrival, CodeView, Presented } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { appDevice, storeOwnVisit } from "@/features/visits/app-device";
import { entersAtOnce, type EntryNeed, needsReason, nextNeed, openVisitOf } from "@/features/visits/entry";
import { EntrySender } from "@/features/visits/entry-sender";
import { forgetScanned, isScanned } from "@/features/visits/scanned-code";
import { type Units, unitsIn } from "@/lib/geo";
import { useMutation } from "@/lib/use-mutation";
import { scanTexts } from "@/texts/visits";
import { EntryNeedStep } from "./entry-needs";
import { NearbySites } from "./nearby-sites";
import { stepId } from "./step-text";
import { useShowVisit } from "./use-show-visit";
import { useLostFocus } from "./use-step-focus";

interface EnterStepProps {
  code: CodeView;
  presented: Presented;
  action: "enter" | "park";
  /** Of a guest, with the reservation that it belongs to. */
  token: string | undefined;
  reservationId: string | undefined;
  returnTo: string;
  /** The account has changed. */
  onChange: () => void;
}

/** The missing step before the entry, or else the button. A code of our own scanner needs none, if there is no choice. */
export function EnterStep({ code, presented, action, token, reservationId, returnTo, onChange }: EnterStepProps) {
  const show = useShowVisit(presented);
  const [sender] = useState(() => new EntrySender());
  const [vehicleId, setVehicleId] = useState<string>();
  const [position, setPosition] = useState<Arrival["position"]>();
  const enter = useMutation({
    mutationFn: () => {
      const arrival = { app_device: appDevice(), vehicle_id: vehicleId, reservation_id: reservationId, position };
      return sender.send(presented, arrival, token);
    },
    onMutate: forgetScanned,
    onSuccess: (visit) => {
      storeOwnVisit(visit.id);
      show(visit);
    },
    onError: (error) => {
      // The driver has to be measured again, where they are then.
      if (errorCode(error) === "too_far_away") setPosition(undefined);
    },
  });
  const need = nextNeed(code.needs, enter.error, { vehicleId, hasPosition: Boolean(position) });
  const canStart = entersAtOnce(code, need, vehicleId) && enter.isIdle && isScanned(presented);
  const { mutate, reset } = enter;
  useEffect(() => {
    if (canStart) mutate();
  }, [canStart, mutate]);
  useLostFocus(need, stepId(need));
  const openVisit = openVisitOf(code);
  // A chosen vehicle can be changed.
  const steps: EntryNeed[] = [
    ...(vehicleId && need !== "vehicle" ? ["vehicle" as const] : []),
    ...(need ? [need] : []),
  ];
  const refresh = () => {
    reset();
    onChange();
  };
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      reset();
      set(value);
    };
  return (
    <>
      {openVisit && <Notice>{scanTexts.otherStay(openVisit.site.name)}</Notice>}
      {enter.error && needsReason(enter.error) && (
        <Refusal error={enter.error} units={unitsIn(code.site.time_zone)} reservationId={reservationId} />
      )}
      {steps.map((each) => (
        <EntryNeedStep
          key={each}
          {...{ need: each, code, returnTo, vehicleId }}
          error={enter.error}
          onVehicle={change(setVehicleId)}
          onPosition={change(setPosition)}
          onChange={refresh}
        />
      ))}
      {!need && (
        <>
          <p id={stepId(undefined)} tabIndex={-1} className="soft">
            {token ? scanTexts.payWithReservation : scanTexts.payLater}
          </p>
          <Button wide isPending={enter.isPending} onPress={() => mutate()}>
            {action === "park" ? scanTexts.park : scanTexts.enter}
          </Button>
        </>
      )}
    </>
  );
}

interface RefusalProps {
  error: Error;
  units: Units;
  reservationId: string | undefined;
}

/** Why the entry is refused, and the way on. */
function Refusal({ error, units, reservationId: reservation }: RefusalProps) {
  const { sites, visit_id: id } = error instanceof ProblemError ? error.problem : {};
  return (
    <>
      <Notice kind="error">{errorMessage(error)}</Notice>
      {sites && sites.length > 0 && <NearbySites sites={sites} units={units} />}
      {id && (
        <Link to="/visits/$id" params={{ id }} search={{ reservation }} className="button button-quiet button-wide">
          {scanTexts.openStay}
        </Link>
      )}
    </>
  );
}
