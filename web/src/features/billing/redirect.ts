import { useEffect, useState } from "react";
import { useMutation } from "@/lib/use-mutation";
import { payTexts } from "@/texts/billing";
import { StripeError } from "./stripe-error";

/** Parameters that Stripe adds to `return_url`. */
const STRIPE_PARAMS = ["setup_intent", "payment_intent"].flatMap((name) => [name, `${name}_client_secret`]);
const SAVE_PARAM = "save";

interface StripeRedirect {
  setupIntentId: string | undefined;
  hasSucceeded: boolean;
  /** The driver chose to keep the card. */
  save: boolean;
}

/** The `return_url` for Stripe: origin and path only, without any token. */
export function returnUrl(save = false): string {
  return `${location.origin}${location.pathname}${save ? `?${SAVE_PARAM}=1` : ""}`;
}

function readRedirect(): StripeRedirect | undefined {
  const query = new URLSearchParams(location.search);
  const status = query.get("redirect_status");
  if (!status) return undefined;
  return {
    setupIntentId: query.get("setup_intent") ?? undefined,
    hasSucceeded: status === "succeeded",
    save: query.get(SAVE_PARAM) === "1",
  };
}

/** The client secret must not stay in the URL, and a reload must not run the step again. */
function removeRedirectParams(): void {
  const url = new URL(location.href);
  for (const field of [...STRIPE_PARAMS, "redirect_status", SAVE_PARAM]) url.searchParams.delete(field);
  history.replaceState(history.state, "", url);
}

/** Reads the redirect that led to this page, once, and cleans the URL. */
export function useRedirect(): StripeRedirect | undefined {
  const [redirect] = useState(readRedirect);
  useEffect(() => {
    if (redirect) removeRedirectParams();
  }, [redirect]);
  return redirect;
}

/** Completes a card setup after the bank's redirect. */
export function useCardRedirect(finish: (setupIntentId: string, save: boolean) => Promise<void>) {
  const redirect = useRedirect();
  const resume = useMutation({
    mutationFn: async ({ setupIntentId, hasSucceeded, save }: StripeRedirect) => {
      if (!hasSucceeded || !setupIntentId) throw new StripeError(payTexts.notApproved);
      await finish(setupIntentId, save);
    },
  });
  const { mutate } = resume;
  useEffect(() => {
    if (redirect) mutate(redirect);
  }, [redirect, mutate]);
  return { isPending: redirect !== undefined && (resume.isPending || resume.isIdle), error: resume.error };
}
