import type { Reservation, SharedStay } from "@/api/types";
import { searchTexts } from "@/texts/reservations";
import { meterOf } from "./search/block-faces";

/** Where a stay is, for people. */
export interface StayPlace {
  /** Of the spot. */
  label: string;
  lat: number;
  lng: number;
  /** Street with its side, or the name of the site. */
  name: string;
  /** Cross streets, and the street of a site; empty if they are unknown. */
  detail: string;
  /** A note on an estimated position. */
  assumed: string | undefined;
}

const assumedText = (label: string, isAssumed: boolean) =>
  isAssumed ? searchTexts.assumed(meterOf(label)) : undefined;

export function placeOfReservation({ spot }: Pick<Reservation, "spot">): StayPlace {
  const { label, lat, lng, zone, position_assumed } = spot;
  return {
    label,
    lat,
    lng,
    name: searchTexts.street(zone.street, zone.side),
    detail: searchTexts.between(zone.from_street, zone.to_street),
    assumed: assumedText(label, position_assumed),
  };
}

export function placeOfSharedStay(stay: SharedStay): StayPlace {
  const { spot_label: label, lat, lng, street, side, from_street, to_street, site_name } = stay;
  const onStreet = searchTexts.street(street, side);
  const cross = searchTexts.between(from_street, to_street);
  return {
    label,
    lat,
    lng,
    name: site_name ?? onStreet,
    detail: [site_name ? onStreet : "", cross].filter(Boolean).join(", "),
    assumed: assumedText(label, stay.position_assumed),
  };
}
