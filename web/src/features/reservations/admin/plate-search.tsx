import { type ReactNode, useState } from "react";
import { ConfirmAction } from "@/components/console/confirm-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Reservation } from "@/api/types";
import { reservationTexts } from "@/console-texts/reservations";
import { searchPlate } from "./requests";

/** Asks for a plate and the reason, and shows what was found with `children`. */
export function PlateSearch({ children }: { children: (found: Reservation[]) => ReactNode }) {
  const [plate, setPlate] = useState("");
  const [found, setFound] = useState<Reservation[]>();
  return (
    <>
      <ConfirmAction
        name={reservationTexts.findPlate}
        text={reservationTexts.findPlateText}
        act={(note) => searchPlate(plate, note)}
        onDone={setFound}
      >
        <Field
          label={reservationTexts.plate}
          autoComplete="off"
          isRequired
          maxLength={20}
          value={plate}
          onChange={setPlate}
        />
      </ConfirmAction>
      {found && (
        <section className="stack" aria-label={reservationTexts.findPlate}>
          <Notice>{reservationTexts.plateFound(found.length)}</Notice>
          {found.length > 0 && children(found)}
          <Button kind="quiet" onPress={() => setFound(undefined)}>
            {reservationTexts.clearPlate}
          </Button>
        </section>
      )}
    </>
  );
}
