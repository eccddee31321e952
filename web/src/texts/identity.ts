import { formatDate } from "@/lib/time";
import { message, textsOf, textTable } from "./message";

export const emailTexts = textsOf("identity.email", {
  sent: (email: string) => message("identity.email.sent", { email }),
});

const classes = textTable("identity.vehicle.classes");

interface DescribedVehicle {
  class: string;
  is_electric: boolean;
  jurisdiction?: string | null;
  /** `2026-11-21`. */
  disabled_permit_until?: string | null;
}

export const vehicleTexts = textsOf("identity.vehicle", {
  classes,
  changeableUntil: (time: string) => message("identity.vehicle.changeableUntil", { time }),
  describe: ({ class: kind, is_electric, jurisdiction, disabled_permit_until: date }: DescribedVehicle) =>
    [
      classes[kind] ?? kind,
      ...(is_electric ? [message("identity.vehicle.electric")] : []),
      ...(jurisdiction ? [jurisdiction] : []),
      ...(date ? [message("identity.vehicle.permit", { date: formatDate(date, "UTC") })] : []),
    ].join(", "),
});

export const accountTexts = textsOf("identity.account", {
  expires: (month: number, year: number) =>
    message("identity.account.expires", { date: `${String(month).padStart(2, "0")}/${year % 100}` }),
});
