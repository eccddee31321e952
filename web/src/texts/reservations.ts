import { message, textsOf, textTable } from "./message";

const sides = textTable("reservations.search.sides");
const sidesAfterStreet = textTable("reservations.search.sidesAfterStreet");

export const searchTexts = textsOf("reservations.search", {
  heading: (count: number, more: boolean) =>
    message(more && count > 0 ? "reservations.search.headingMore" : "reservations.search.heading", { count }),
  attributes: textTable("reservations.search.attributes"),
  /** Estimated from the straight line. */
  walkTime: (minutes: number) => message("reservations.search.walkTime", { minutes }),
  walk: (distance: string, minutes: number) => message("reservations.search.walk", { distance, minutes }),
  perHour: (rate: string) => message("reservations.search.perHour", { rate }),
  forStay: (duration: string) => message("reservations.search.forStay", { duration }),
  latestEnd: (time: string) => message("reservations.search.latestEnd", { time }),
  searchFrom: (time: string) => message("reservations.search.searchFrom", { time }),
  shorten: (time: string) => message("reservations.search.shorten", { time }),
  until: (time: string) => message("reservations.search.until", { time }),
  /** Empty if the side is unknown. */
  side: (side: string) => sides[side] ?? "",
  street: (street: string, side: string) => {
    const known = sidesAfterStreet[side];
    return known ? message("reservations.search.street", { street, side: known }) : street;
  },
  /** Empty if both cross streets are unknown. */
  between: (from: string, to: string) => {
    if (from && to) return message("reservations.search.between", { from, to });
    return from || to ? message("reservations.search.at", { street: from || to }) : "";
  },
  spot: (label: string) => message("reservations.search.spot", { label }),
  spaces: (count: number) => message("reservations.search.spaces", { count }),
  chooseSpace: (street: string) => message("reservations.search.chooseSpace", { street }),
  /** For a spot whose position is derived from that of a meter. */
  assumed: (meter: string | undefined) =>
    meter ? message("reservations.search.assumedByMeter", { meter }) : message("reservations.search.assumed"),
  byMeter: (meter: string) => message("reservations.search.byMeter", { meter }),
  hours: (hours: string) => message("reservations.search.hours", { hours }),
});

export const reserveTexts = textsOf("reservations.reserve", {
  /** Nothing is paid before the end of the stay. */
  reserve: (price?: string) =>
    price ? message("reservations.reserve.reserveUpTo", { price }) : message("reservations.reserve.reserve"),
  ownHeld: (time: string) => message("reservations.reserve.ownHeld", { time }),
  own: (time: string) => message("reservations.reserve.own", { time }),
  termsOfCard: (card: string) => message("reservations.reserve.termsOfCard", { card }),
  tooLongForGuests: (max: string) => message("reservations.reserve.tooLongForGuests", { max }),
});

export const reservationTexts = textsOf("reservations.reservation", {
  titles: textTable("reservations.reservation.titles"),
  noMail: (email: string) => message("reservations.reservation.noMail", { email }),
  extendBy: (duration: string) => message("reservations.reservation.extendBy", { duration }),
  extendTo: (time: string, price: string) => message("reservations.reservation.extendTo", { time, price }),
  latest: (time: string) => message("reservations.reservation.latest", { time }),
  latestAllowed: (time: string) => message("reservations.reservation.latestAllowed", { time }),
  toLatest: (time: string) => message("reservations.reservation.toLatest", { time }),
  undoText: (seconds: number) => message("reservations.reservation.undoText", { seconds }),
  pay: (price: string) => message("reservations.reservation.pay", { price }),
  offerText: (spot: string, time: string) => message("reservations.reservation.offerText", { spot, time }),
  accept: (spot: string) => message("reservations.reservation.accept", { spot }),
  soonTitle: (spot: string) => message("reservations.reservation.soonTitle", { spot }),
  soonText: (time: string) => message("reservations.reservation.soonText", { time }),
  soonShort: (time: string) => message("reservations.reservation.soonShort", { time }),
  asOf: (time: string) => message("reservations.reservation.asOf", { time }),
  charge: textTable("reservations.reservation.charge"),
});

export const findTexts = textsOf("reservations.find");

export const reservationListTexts = textsOf("reservations.reservationList", {
  claimed: (count: number) => message("reservations.reservationList.claimed", { count }),
});
