import { DateTimeField as Plain, type DateTimeFieldProps } from "@/components/ui/date-time-field";

/** The label names the city of the time zone. */
export function DateTimeField({ label, ...props }: DateTimeFieldProps) {
  const city = props.zone.split("/").at(-1)?.replaceAll("_", " ") ?? props.zone;
  return <Plain label={`${label} (${city})`} {...props} />;
}
