import type { Tariff, TariffDraft } from "@/api/admin";

export type DraftState = "open" | "published" | "discarded";

export function stateOfDraft({ published_version_id, discarded_at }: TariffDraft): DraftState {
  if (published_version_id) return "published";
  return discarded_at ? "discarded" : "open";
}

/** The draft changes another version than the newest, so it can only be discarded. */
export function isOutdated({ evidence }: TariffDraft, { versions }: Pick<Tariff, "versions">): boolean {
  return versions[0]?.number !== evidence.version;
}
