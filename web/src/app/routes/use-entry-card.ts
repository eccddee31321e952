import { useQueryClient } from "@tanstack/react-query";
import { useCardRedirect } from "@/features/billing/redirect";
import { cardsQuery, saveCard } from "@/features/billing/requests";

/** Saves a card after the bank's own page, which leads back to the page of the code. */
export function useEntryCard(): { isSaving: boolean; error: Error | null } {
  const client = useQueryClient();
  const { isPending, error } = useCardRedirect(async (setupIntentId) => {
    await saveCard(setupIntentId);
    await client.invalidateQueries({ queryKey: cardsQuery.queryKey });
  });
  return { isSaving: isPending, error };
}
