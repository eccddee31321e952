/** Texts about a stay outside its reservation: the way to it, sharing it, files about it. */
import { message, textsOf, textTable } from "./message";

export const directionsTexts = textsOf("stays.directions", {
  apps: { apple: "Apple Maps", google: "Google Maps", waze: "Waze" },
  driveIn: (app: string) => message("stays.directions.driveIn", { app }),
  walkIn: (app: string) => message("stays.directions.walkIn", { app }),
});

export const lengthTexts = textsOf("stays.length", {
  /** The end of the stay beside its length. */
  until: (time: string) => message("stays.length.until", { time }),
  value: (duration: string, time: string) => message("stays.length.value", { duration, time }),
});

export const stayTexts = textsOf("stays.stay", {
  mapOf: (place: string) => message("stays.stay.mapOf", { place }),
  atMost: (price: string) => message("stays.stay.atMost", { price }),
  /** `way` is a distance with a walking time. */
  toCar: (way: string) => message("stays.stay.toCar", { way }),
});

export const shareTexts = textsOf("stays.share", {
  worksUntil: (time: string) => message("stays.share.worksUntil", { time }),
  /** Of the message with the link. */
  message: (street: string) => message("stays.share.message", { street }),
});

export const sharedStayTexts = textsOf("stays.sharedStay", {
  titles: textTable("stays.sharedStay.titles"),
  until: (time: string) => message("stays.sharedStay.until", { time }),
});

export const historyTexts = textsOf("stays.history", {
  openStay: (label: string, day: string) => message("stays.history.openStay", { label, day }),
});

export const statementTexts = textsOf("stays.statement", {
  stays: (count: number) => message("stays.statement.stays", { count }),
  /** Names of the buttons, which are the same in each row. */
  download: (kind: string, month: string) => message("stays.statement.download", { kind, month }),
});
