import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ReservationFile } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { StateTag } from "@/components/console/state-tag";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { consoleTexts, stateNames } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { AllowedInZone } from "@/features/places/admin/allowed-in-zone";
import { TransitionHistory } from "@/features/reservations/admin/transition-history";
import { reservationQuery } from "@/features/reservations/admin/requests";
import { ReservationActions } from "@/features/reservations/admin/reservation-actions";
import { reservationState } from "@/features/reservations/admin/reservations-table";
import { formatMoney } from "@/lib/money";
import { formatDateTime, formatPeriod } from "@/lib/time";
import { payTexts } from "@/texts/billing";
import { vehicleTexts } from "@/texts/identity";
import { searchTexts } from "@/texts/reservations";
import { ActorLink } from "./links";

export function ReservationPage() {
  const { id } = useParams({ from: "/admin/reservations/$id" });
  const query = useQuery({ ...reservationQuery(id), refetchInterval: 10_000 });
  return <QueryResult query={query}>{(file) => <ReservationDetails file={file} />}</QueryResult>;
}

function ReservationDetails({ file }: { file: ReservationFile }) {
  const { reservation, reseat_id: reseat } = file;
  return (
    <>
      <PageHeader title={searchTexts.spot(reservation.spot.label)}>
        <AllowedInZone to="manage_reservations" zoneId={reservation.spot.zone.id}>
          <ReservationActions reservation={reservation} />
        </AllowedInZone>
        <AllowedInZone to="manage_closures" zoneId={reservation.spot.zone.id}>
          <Link to="/admin/closures" search={{ spot: reservation.spot.id }} className="button button-quiet">
            {reservationTexts.closeSpot}
          </Link>
        </AllowedInZone>
      </PageHeader>
      {reservation.status === "revoked" &&
        (reseat ? <Reseat id={reseat} /> : <Notice>{reservationTexts.noReseat}</Notice>)}
      <section className="panel" aria-label={reservationTexts.one}>
        <DescriptionList items={detailsOf(file)} />
      </section>
      <section className="stack" aria-labelledby="history">
        <h2 id="history">{reservationTexts.history}</h2>
        <TransitionHistory
          transitions={file.transitions}
          zone={reservation.time_zone}
          by={(actor) => <ActorLink name={actor} />}
        />
      </section>
    </>
  );
}

function Reseat({ id }: { id: string }) {
  const { data } = useQuery(reservationQuery(id));
  return (
    <Notice kind="success" title={reservationTexts.reseat}>
      <Link to="/admin/reservations/$id" params={{ id }}>
        {data ? searchTexts.spot(data.reservation.spot.label) : "…"}
      </Link>
      {data && <> {stateNames[reservationState(data.reservation)]}</>}
    </Notice>
  );
}

/** The current vehicle, then the earlier ones. */
function vehiclesOf(vehicles: ReservationFile["vehicles"], zone: string): string {
  const described = vehicles.map((vehicle) => {
    const plate = vehicle.plate ?? vehicleTexts.unreadable;
    return vehicle.replaced_at
      ? reservationTexts.earlierVehicle(plate, formatDateTime(vehicle.replaced_at, zone))
      : `${plate} (${vehicleTexts.describe(vehicle)})`;
  });
  return described.join("; ") || reservationTexts.noVehicle;
}

function detailsOf({ reservation, user_id, vehicles }: ReservationFile): [string, ReactNode][] {
  const { spot, time_zone: zone, charge, card, reseat_of } = reservation;
  const { street, from_street, to_street, side } = spot.zone;
  const details: [string, ReactNode][] = [
    [consoleTexts.state, <StateTag key="state" state={reservationState(reservation)} />],
    [
      reservationTexts.driver,
      user_id ? (
        <Allowed key="driver" to="view_users" otherwise={reservation.email}>
          <Link to="/admin/users/$id" params={{ id: user_id }}>
            {reservation.email}
          </Link>
        </Allowed>
      ) : (
        `${reservation.email} (${reservationTexts.guest.toLowerCase()})`
      ),
    ],
    [reservationTexts.period, formatPeriod(reservation.starts_at, reservation.ends_at, zone)],
    [
      reservationTexts.spot,
      <Link key="spot" to="/admin/spots/$id" params={{ id: spot.id }}>
        {[spot.label, searchTexts.street(street, side), searchTexts.between(from_street, to_street)]
          .filter(Boolean)
          .join(", ")}
      </Link>,
    ],
    [
      reservationTexts.paymentSource,
      reservationTexts.paymentSources[reservation.payment_source] ?? reservation.payment_source,
    ],
    [reservationTexts.card, card ? payTexts.ending(card.brand, card.last4) : reservationTexts.noCard],
    [reservationTexts.vehicle, vehiclesOf(vehicles, zone)],
    [reservationTexts.estimate, formatMoney(reservation.estimate)],
    [reservationTexts.reference, <code key="reference">{reservation.reference}</code>],
    [reservationTexts.id, <code key="id">{reservation.id}</code>],
  ];
  if (charge) {
    const text = `${formatMoney(charge.amount)}, ${stateNames[charge.state] ?? charge.state}`;
    details.splice(4, 0, [
      reservationTexts.charge,
      <Allowed key="charge" to="view_money" otherwise={text}>
        <Link to="/admin/charges/$id" params={{ id: charge.id }}>
          {text}
        </Link>
      </Allowed>,
    ]);
  }
  if (reservation.mail_undeliverable_at) details.push([reservationTexts.mail, reservationTexts.noMail]);
  if (reservation.awaiting.length) details.push([reservationTexts.awaiting, reservation.awaiting.join(", ")]);
  if (reseat_of)
    details.push([
      reservationTexts.reseatOf,
      <Link key="of" to="/admin/reservations/$id" params={{ id: reseat_of }}>
        {reseat_of.slice(-8)}
      </Link>,
    ]);
  return details;
}
