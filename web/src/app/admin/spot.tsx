import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { type ManagedSpot, useCities } from "@/api/admin";
import { QueryResult } from "@/components/console/query-result";
import { ConfirmAction } from "@/components/console/confirm-action";
import { PageHeader } from "@/components/console/page-header";
import { StateTag } from "@/components/console/state-tag";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { consoleTexts } from "@/console-texts/console";
import { spotTexts } from "@/console-texts/places";
import { AllowedInZone } from "@/features/places/admin/allowed-in-zone";
import { restoreSpot, retireSpot, spotQuery } from "@/features/places/admin/place-requests";
import { SpotForm } from "@/features/places/admin/spot-form";
import type { Position } from "@/lib/geo";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { ConsoleMap } from "./console-map";

export function SpotPage() {
  const { id } = useParams({ from: "/admin/spots/$id" });
  return (
    <QueryResult query={useQuery(spotQuery(id))}>{(spot) => <SpotDetails key={spot.id} spot={spot} />}</QueryResult>
  );
}

function SpotDetails({ spot }: { spot: ManagedSpot }) {
  const { cityOf } = useCities();
  const city = cityOf(spot.city_id);
  const [isEditing, setEditing] = useState(false);
  const [place, setPlace] = useState<Position>({ lat: spot.lat, lng: spot.lng });
  const cancelEditing = () => {
    setEditing(false);
    setPlace({ lat: spot.lat, lng: spot.lng });
  };
  const { id, label } = spot;
  const isPlaced = Number.isFinite(place.lat) && Number.isFinite(place.lng);
  return (
    <>
      <PageHeader title={searchTexts.spot(label)}>
        {!isEditing && (
          <AllowedInZone to="manage_places" zoneId={spot.zone_id}>
            <Button onPress={() => setEditing(true)}>{consoleTexts.edit}</Button>
          </AllowedInZone>
        )}
        <AllowedInZone to="manage_closures" zoneId={spot.zone_id}>
          <Link to="/admin/closures" search={{ spot: id }} className="button button-quiet">
            {spotTexts.close}
          </Link>
        </AllowedInZone>
        <AllowedInZone to="view_reservations" zoneId={spot.zone_id}>
          <Link to="/admin/reservations" search={{ spot: id }} className="button button-quiet">
            {spotTexts.reservations}
          </Link>
        </AllowedInZone>
        <AllowedInZone to="manage_places" zoneId={spot.zone_id}>
          {spot.retired_at ? (
            <ConfirmAction
              name={spotTexts.restore}
              text={spotTexts.restoreText}
              act={(note) => restoreSpot(id, note)}
            />
          ) : (
            <ConfirmAction
              name={spotTexts.retire}
              text={spotTexts.retireText}
              isDestructive
              act={(note) => retireSpot(id, note)}
            />
          )}
        </AllowedInZone>
      </PageHeader>
      {spot.retired_at && <Notice>{spotTexts.retiredAt(formatDateTime(spot.retired_at, city.time_zone))}</Notice>}
      <div className="beside">
        <ConsoleMap
          hint={isEditing ? spotTexts.mapPlace : ""}
          at={spot}
          selected={isPlaced ? { id, label, state: "free", price: "", ...place } : undefined}
          onPlace={isEditing ? setPlace : undefined}
        />
        <section className="panel" aria-label={label}>
          {isEditing ? (
            <SpotForm
              city={city}
              spot={spot}
              place={place}
              onPlace={(next) => next && setPlace(next)}
              onDone={() => setEditing(false)}
              onCancel={cancelEditing}
            />
          ) : (
            <SpotProperties spot={spot} currency={city.currency} cityName={city.name} />
          )}
        </section>
      </div>
    </>
  );
}

function SpotProperties({ spot, currency, cityName }: { spot: ManagedSpot; currency: string; cityName: string }) {
  const names = spot.attributes.map((name) => spotTexts.attributeNames[name] ?? name);
  return (
    <>
      <DescriptionList
        items={[
          [consoleTexts.state, <StateTag key="state" state={spot.retired_at ? "retired" : "in_service"} />],
          [consoleTexts.city, cityName],
          [spotTexts.reference, <code key="ref">{spot.source_ref}</code>],
          [spotTexts.rateShort, formatMoney({ amount_minor: spot.rate_minor_per_hour, currency })],
          [spotTexts.attributes, names.join(", ") || "—"],
          [spotTexts.hours, spot.hours ?? "—"],
          [spotTexts.position, `${spot.lat}, ${spot.lng}`],
        ]}
      />
      {spot.position_assumed && <p className="soft">{spotTexts.assumed}</p>}
    </>
  );
}
