import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { Owed } from "@/api/types";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { payTexts, receiptTexts } from "@/texts/billing";
import { reservationTexts } from "@/texts/reservations";
import { startPayment, type ChargeAccess, chargeQuery, syncCharge } from "./requests";
import { returnUrl, useRedirect } from "./redirect";
import { StripeError, toStripeError } from "./stripe-error";
import { StripeForm, useStripeLibrary } from "./stripe-form";

/** Pays an open charge: with the same card, by the bank's approval, or with another card. */
export function PayCharge({ access }: { access: ChargeAccess }) {
  const client = useQueryClient();
  // The query synchronises with Stripe, so that the bank's approval counts.
  useRedirect();
  const query = useQuery(chargeQuery(access));
  const payment = useQuery({
    queryKey: ["payment", access.id],
    queryFn: () => startPayment(access),
    enabled: Boolean(query.data && isOpen(query.data)),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const { stripe } = useStripeLibrary(payment.data?.publishable_key);
  const [usesOtherCard, setUsesOtherCard] = useState(false);
  const settle = async () => {
    const now = await syncCharge(access);
    client.setQueryData(chargeQuery(access).queryKey, now);
    if (now.reservation_id) void client.invalidateQueries({ queryKey: ["reservation", now.reservation_id] });
    void client.invalidateQueries({ queryKey: ["reservations"] });
    if (isOpen(now)) throw new StripeError(payTexts.notYet);
  };
  const retry = useMutation({
    mutationFn: async () => {
      if (!stripe || !payment.data?.payment_method_id) throw new StripeError(payTexts.failed);
      const { error } = await stripe.confirmCardPayment(payment.data.client_secret, {
        payment_method: payment.data.payment_method_id,
      });
      if (error) throw toStripeError(error);
      await settle();
    },
  });
  if (query.error) return <Notice kind="error">{errorMessage(query.error)}</Notice>;
  if (!query.data) return <Skeleton lines={5} />;
  const { charge, card } = query.data;
  const price = formatMoney(charge.amount);
  const isPaid = charge.state === "paid";
  const open = isOpen(query.data);
  // A failed attempt no longer counts once the charge is paid, or another card is entered.
  const failure = open ? ((usesOtherCard ? null : retry.error) ?? payment.error) : null;
  const name = card ? payTexts.ending(card.brand, card.last4) : "";
  return (
    <article className="stack">
      <h1>{open ? payTexts.title(price) : isPaid ? payTexts.paid : payTexts.nothing}</h1>
      <p role="status">
        {open ? payTexts.openStates[charge.state] : isPaid ? payTexts.paidText : reservationTexts.charge[charge.state]}
      </p>
      <DescriptionList items={detailsOf(query.data)} />
      {failure && <Notice kind="error">{errorMessage(failure)}</Notice>}
      {open && !usesOtherCard && (
        <div className="actions">
          {card && payment.data?.payment_method_id && (
            <Button isPending={retry.isPending} isDisabled={!stripe} onPress={() => retry.mutate()}>
              {charge.state === "requires_action" ? payTexts.approve(name) : payTexts.retryWith(name)}
            </Button>
          )}
          <Button kind="quiet" onPress={() => setUsesOtherCard(true)}>
            {payTexts.otherCard}
          </Button>
        </div>
      )}
      {open && usesOtherCard && payment.data && (
        <StripeForm
          secret={payment.data}
          button={payTexts.title(price)}
          onSubmit={async (library, elements, wallet) => {
            const { error } = await library.confirmPayment({
              elements,
              confirmParams: { return_url: returnUrl() },
              redirect: "if_required",
            });
            if (error) throw toStripeError(error, wallet);
            await settle();
          }}
        />
      )}
    </article>
  );
}

const isOpen = ({ charge }: Owed) => charge.state in payTexts.openStates;

function detailsOf({ spot, city, starts_at, ends_at, time_zone: zone, charge }: Owed): [string, string][] {
  const details: [string, string][] = [];
  if (spot) details.push([receiptTexts.spot, `${spot}, ${city}`]);
  if (starts_at) details.push([reservationTexts.from, formatDateTime(starts_at, zone)]);
  if (ends_at) details.push([reservationTexts.until, formatDateTime(ends_at, zone)]);
  return [...details, [receiptTexts.total, formatMoney(charge.amount)]];
}
