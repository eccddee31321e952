import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Arrival, CodeView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { CardSetUp } from "@/features/billing/card-set-up";
import { cardsQuery, saveCard, startCardSetup } from "@/features/billing/requests";
import { VehicleForm } from "@/features/identity/vehicle-form";
import { vehicleOptions } from "@/features/identity/vehicle-options";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import { type EntryNeed, overdueOf } from "@/features/visits/entry";
import { measuredPosition } from "@/lib/geolocation";
import { formatMoney } from "@/lib/money";
import { useMutation } from "@/lib/use-mutation";
import { nav } from "@/texts/app";
import { accountTexts } from "@/texts/identity";
import { reservationTexts } from "@/texts/reservations";
import { scanTexts } from "@/texts/visits";
import { ACCURATE, positionMessage } from "./accurate-position";
import { SignInLinks } from "./sign-in-links";
import { StepText } from "./step-text";

interface EntryNeedProps {
  need: EntryNeed;
  code: CodeView;
  /** The refusal of the entry, if there was one. */
  error: unknown;
  /** Path of this page. */
  returnTo: string;
  vehicleId: string | undefined;
  onVehicle: (id: string) => void;
  onPosition: (position: Arrival["position"]) => void;
  /** The account has changed: the code has to be looked up again. */
  onChange: () => void;
}

/** The step that a driver takes before the entry. */
export function EntryNeedStep(props: EntryNeedProps) {
  switch (props.need) {
    case "sign_in":
      return <SignInStep {...props} />;
    case "card":
      return <CardStep {...props} />;
    case "vehicle":
      return <VehicleStep {...props} />;
    case "position":
      return <PositionStep {...props} />;
    case "payment":
      return <PaymentStep {...props} />;
    case "reservation":
      return (
        <>
          <StepText need="reservation">{scanTexts.reservation}</StepText>
          <Link to="/sites/$id" params={{ id: props.code.site.id }} className="button button-primary button-wide">
            {scanTexts.showSite}
          </Link>
        </>
      );
  }
}

function SignInStep({ returnTo }: EntryNeedProps) {
  return (
    <>
      <StepText need="sign_in">{scanTexts.signIn}</StepText>
      <SignInLinks returnTo={returnTo} />
    </>
  );
}

/** Nothing is charged before the exit. */
function CardStep({ onChange }: EntryNeedProps) {
  const client = useQueryClient();
  return (
    <>
      <StepText need="card">{scanTexts.card}</StepText>
      <CardSetUp
        id="entry"
        start={startCardSetup}
        button={accountTexts.saveCard}
        finish={async (setupIntentId) => {
          await saveCard(setupIntentId);
          await client.invalidateQueries({ queryKey: cardsQuery.queryKey });
          onChange();
        }}
      />
    </>
  );
}

function VehicleStep({ code: { vehicles }, vehicleId, onVehicle, onChange }: EntryNeedProps) {
  const client = useQueryClient();
  if (!vehicles.length) {
    const refresh = () => {
      void client.invalidateQueries({ queryKey: vehiclesQuery.queryKey });
      onChange();
    };
    return (
      <>
        <StepText need="vehicle">{scanTexts.plate}</StepText>
        <VehicleForm vehicle={undefined} onSaved={refresh} onCancel={onChange} />
      </>
    );
  }
  return (
    <>
      <StepText need="vehicle">{scanTexts.vehicle}</StepText>
      <RadioChips
        label={scanTexts.vehicle}
        isLabelHidden
        value={vehicleId ?? ""}
        options={vehicleOptions(vehicles)}
        onChange={onVehicle}
      />
    </>
  );
}

function PositionStep({ onPosition }: EntryNeedProps) {
  const locate = useMutation({ mutationFn: () => measuredPosition(ACCURATE), onSuccess: onPosition });
  return (
    <>
      <StepText need="position">{scanTexts.position}</StepText>
      {locate.error && <Notice kind="error">{positionMessage(locate.error)}</Notice>}
      <Button wide isPending={locate.isPending} onPress={() => locate.mutate()}>
        {scanTexts.allow}
      </Button>
    </>
  );
}

function PaymentStep({ code, error }: EntryNeedProps) {
  const overdue = overdueOf(code, error);
  return (
    <>
      <StepText need="payment">{scanTexts.payment}</StepText>
      {overdue.map(({ charge_id: id, amount }) => (
        <Link key={id} to="/pay/$id" params={{ id }} className="button button-primary button-wide">
          {reservationTexts.pay(formatMoney(amount))}
        </Link>
      ))}
      {overdue.length === 0 && (
        <Link to="/reservations" className="button button-primary button-wide">
          {nav.reservations}
        </Link>
      )}
    </>
  );
}
