import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { CardSetUp as CardSetUpView } from "@/api/types";
import { LabelledCheckbox } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { payTexts } from "@/texts/billing";
import { returnUrl } from "./redirect";
import { StripeError, toStripeError } from "./stripe-error";
import { StripeForm } from "./stripe-form";

interface CardSetUpProps {
  /** Query key, so that each card is set up once. */
  id: string;
  start: () => Promise<CardSetUpView>;
  button: string;
  /** Only users can save cards. */
  canSave?: boolean;
  finish: (setupIntentId: string, save: boolean) => Promise<void>;
}

/** Sets up a card at Stripe without charging it. */
export function CardSetUp({ id, start, button, canSave, finish }: CardSetUpProps) {
  const setUp = useQuery({
    queryKey: ["card-set-up", id],
    queryFn: start,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const [save, setSave] = useState(true);
  if (setUp.error) return <Notice kind="error">{errorMessage(setUp.error)}</Notice>;
  const setupIntentId = setUp.data?.setup_intent_id;
  return (
    <StripeForm
      secret={setUp.data}
      button={button}
      onSubmit={async (stripe, elements, wallet) => {
        if (!setupIntentId) throw new StripeError(payTexts.failed);
        const { error } = await stripe.confirmSetup({
          elements,
          confirmParams: { return_url: returnUrl(Boolean(canSave) && save) },
          redirect: "if_required",
        });
        if (error) throw toStripeError(error, wallet);
        await finish(setupIntentId, Boolean(canSave) && save);
      }}
    >
      {canSave && <LabelledCheckbox label={payTexts.save} isSelected={save} onChange={setSave} />}
    </StripeForm>
  );
}
