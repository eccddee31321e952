import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ProblemError } from "@/api/problem";
import type { Arrival, CodeView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { CardSetUp } from "@/features/billing/card-set-up";
import { cardsQuery, saveCard, startCardSetup } from "@/features/billing/requests";
import { VehicleForm } from "@/features/identity/vehicle-form";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import type { EntryNeed } from "@/features/visits/entry";
import { measuredPosition } from "@/lib/geolocation";
import { formatMoney } from "@/lib/money";
import { useMutation } from "@/lib/use-mutation";
import { nav } from "@/texts/app";
import { accountTexts, vehicleTexts } from "@/texts/identity";
import { mapTexts } from "@/texts/places";
import { reservationTexts } from "@/texts/reservations";
import { scanTexts } from "@/texts/visits";

const ACCURATE: PositionOptions = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 };

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
          <p>{scanTexts.reservation}</p>
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
      <p>{scanTexts.signIn}</p>
      <Link to="/account/sign-in" search={{ to: returnTo }} className="button button-primary button-wide">
        {nav.signIn}
      </Link>
      <Link to="/account/sign-up" search={{ to: returnTo }} className="button button-quiet button-wide">
        {accountTexts.signUp}
      </Link>
    </>
  );
}

/** Nothing is charged before the exit. */
function CardStep({ onChange }: EntryNeedProps) {
  const client = useQueryClient();
  return (
    <>
      <p>{scanTexts.card}</p>
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
        <p>{scanTexts.plate}</p>
        <VehicleForm vehicle={undefined} onSaved={refresh} onCancel={onChange} />
      </>
    );
  }
  const options = vehicles.map(({ id, plate }) => ({ value: id, label: plate ?? vehicleTexts.unreadable }));
  return <RadioChips label={scanTexts.vehicle} value={vehicleId ?? ""} options={options} onChange={onVehicle} />;
}

function PositionStep({ onPosition }: EntryNeedProps) {
  const locate = useMutation({ mutationFn: () => measuredPosition(ACCURATE), onSuccess: onPosition });
  return (
    <>
      <p>{scanTexts.position}</p>
      {locate.error && <Notice kind="error">{mapTexts.noLocation}</Notice>}
      <Button wide isPending={locate.isPending} onPress={() => locate.mutate()}>
        {scanTexts.allow}
      </Button>
    </>
  );
}

/** The refusal names the charges; the look-up does not. */
function PaymentStep({ error }: EntryNeedProps) {
  const overdue = error instanceof ProblemError ? (error.problem.overdue ?? []) : [];
  return (
    <>
      <p>{scanTexts.payment}</p>
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
