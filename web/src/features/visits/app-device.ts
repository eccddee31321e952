import { getStored, setStored } from "@/lib/storage";

const DEVICE_KEY = "app-device";
const VISIT_KEY = "app-visit";

/** A random id of this installation of the app: one vehicle at a time enters with it. */
export function appDevice(): string {
  const known = getStored<string>(DEVICE_KEY);
  if (known) return known;
  const made = crypto.randomUUID();
  setStored(DEVICE_KEY, made);
  return made;
}

/** The visit that this installation opened last. */
export function ownVisitId(): string | undefined {
  return getStored<string>(VISIT_KEY);
}

export function storeOwnVisit(id: string): void {
  setStored(VISIT_KEY, id);
}
