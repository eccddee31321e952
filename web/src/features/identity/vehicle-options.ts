import type { SavedVehicle } from "@/api/types";
import { vehicleTexts } from "@/texts/identity";

/** The choices among saved vehicles. */
export function vehicleOptions(saved: Pick<SavedVehicle, "id" | "plate">[]): { value: string; label: string }[] {
  return saved.map(({ id, plate }) => ({ value: id, label: plate ?? vehicleTexts.unreadable }));
}
