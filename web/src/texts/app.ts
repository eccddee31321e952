import { message, textsOf } from "./message";

export const texts = textsOf("app.texts", {
  brand: "Curbhold",
  /** A name before its value. */
  named: (name: string) => message("app.texts.named", { name }),
});

export const nav = textsOf("app.nav");

export const languageTexts = textsOf("app.language");

export const dateTimeTexts = textsOf("app.dateTime", {
  occurrence: (isFirst: boolean, time: string) =>
    message(isFirst ? "app.dateTime.first" : "app.dateTime.second", { time }),
});

export const unitTexts = textsOf("app.units", {
  seconds: (count: number) => message("app.units.seconds", { count }),
  minutes: (count: number) => message("app.units.minutes", { count }),
  hours: (count: number) => message("app.units.hours", { count }),
  days: (count: number) => message("app.units.days", { count }),
});
