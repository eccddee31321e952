import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { tell } from "@/api/problem";
import type { Owed } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Facts } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatMoment } from "@/lib/time";
import { payTexts, receiptTexts } from "@/texts/billing";
import { stayTexts } from "@/texts/reservations";
import { beginPayment, type ChargeAccess, owedQuery, syncCharge } from "./requests";
import { returnUrl, useRedirect } from "./redirect";
import { StripeError } from "./stripe-error";
import { StripeForm, useStripeLibrary } from "./stripe-form";

/** An open bill, and the ways to pay it: with the card again, with the bank's approval, or with another card. */
export function PayBill({ access }: { access: ChargeAccess }) {
  const client = useQueryClient();
  // The first look asks Stripe, so that what was approved at the bank is known.
  useRedirect();
  const owed = useQuery(owedQuery(access));
  const payment = useQuery({
    queryKey: ["payment", access.id],
    queryFn: () => beginPayment(access),
    enabled: Boolean(owed.data && isOpen(owed.data)),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const { stripe } = useStripeLibrary(payment.data?.publishable_key);
  const [isOther, setOther] = useState(false);
  const settle = async () => {
    const now = await syncCharge(access);
    client.setQueryData(owedQuery(access).queryKey, now);
    void client.invalidateQueries({ queryKey: ["reservation", now.reservation_id] });
    void client.invalidateQueries({ queryKey: ["reservations"] });
    if (isOpen(now)) throw new StripeError(payTexts.notYet);
  };
  const again = useMutation({
    mutationFn: async () => {
      if (!stripe || !payment.data?.payment_method_id) throw new StripeError(payTexts.failed);
      const { error } = await stripe.confirmCardPayment(payment.data.client_secret, {
        payment_method: payment.data.payment_method_id,
      });
      if (error) throw new StripeError(error.message ?? payTexts.notYet);
      await settle();
    },
  });
  if (owed.error) return <Notice kind="problem">{tell(owed.error)}</Notice>;
  if (!owed.data) return <Skeleton lines={5} />;
  const { charge, card } = owed.data;
  const price = formatMoney(charge.amount);
  const isPaid = charge.state === "paid";
  const open = isOpen(owed.data);
  const name = card ? payTexts.ending(card.brand, card.last4) : "";
  return (
    <article className="stack">
      <h1>{open ? payTexts.title(price) : isPaid ? payTexts.paid : payTexts.nothing}</h1>
      <p role="status">
        {open ? payTexts.why[charge.state] : isPaid ? payTexts.paidText : stayTexts.charge[charge.state]}
      </p>
      <Facts facts={factsOf(owed.data)} />
      {(again.error ?? payment.error) && <Notice kind="problem">{tell(again.error ?? payment.error)}</Notice>}
      {open && !isOther && (
        <div className="actions">
          {card && payment.data?.payment_method_id && (
            <Button isPending={again.isPending} isDisabled={!stripe} onPress={() => again.mutate()}>
              {charge.state === "requires_action" ? payTexts.approve(name) : payTexts.same(name)}
            </Button>
          )}
          <Button kind="quiet" onPress={() => setOther(true)}>
            {payTexts.other}
          </Button>
        </div>
      )}
      {open && isOther && payment.data && (
        <StripeForm
          secret={payment.data}
          button={payTexts.title(price)}
          onSubmit={async (library, elements) => {
            const { error } = await library.confirmPayment({
              elements,
              confirmParams: { return_url: returnUrl() },
              redirect: "if_required",
            });
            if (error) throw new StripeError(error.message ?? payTexts.notYet);
            await settle();
          }}
        />
      )}
    </article>
  );
}

const isOpen = ({ charge }: Owed) => charge.state in payTexts.why;

function factsOf({ spot, city, starts_at, ends_at, time_zone: zone, charge }: Owed): [string, string][] {
  return [
    [receiptTexts.spot, `${spot}, ${city}`],
    [stayTexts.from, formatMoment(starts_at, zone)],
    [stayTexts.until, formatMoment(ends_at, zone)],
    [receiptTexts.total, formatMoney(charge.amount)],
  ];
}
