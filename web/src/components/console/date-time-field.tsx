import { DateTimeField as Plain, type DateTimeFieldProps } from "@/components/ui/date-time-field";

/** An instant in the time of a city, which the label names. */
export function DateTimeField({ label, ...props }: DateTimeFieldProps) {
  const city = props.zone.split("/").at(-1)?.replaceAll("_", " ") ?? props.zone;
  return <Plain label={`${label} (${city})`} {...props} />;
}
