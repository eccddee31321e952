import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ChargeHistory as ChargeFile } from "@/api/admin";
import { Await } from "@/components/console/query-result";
import { Head } from "@/components/console/page-header";
import { State } from "@/components/console/state-tag";
import { Facts } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { chargeTexts } from "@/console-texts/billing";
import { consoleTexts } from "@/console-texts/console";
import { ChargeHistory } from "@/features/billing/admin/charge-history";
import { Refund } from "@/features/billing/admin/refund";
import { chargeQuery } from "@/features/billing/admin/charge-requests";
import { reservationQuery } from "@/features/reservations/admin/requests";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatMoment } from "@/lib/time";
import { Actor, Subject } from "./links";

/** One charge with all that happened to it. */
export function ChargePage() {
  const { id } = useParams({ from: "/admin/charges/$id" });
  const found = useQuery({ ...chargeQuery(id), refetchInterval: 10_000 });
  return <Await found={found}>{(history) => <File id={id} history={history} />}</Await>;
}

function File({ id, history }: { id: string; history: ChargeFile }) {
  const { data } = useQuery(reservationQuery(history.reservation_id));
  const zone = data?.reservation.time_zone ?? "UTC";
  const { charge } = history;
  return (
    <>
      <Head title={charge ? `${chargeTexts.one} ${formatMoney(charge.amount)}` : chargeTexts.one}>
        {data && <Refund id={id} history={history} zone={zone} endsAt={Date.parse(data.reservation.ends_at)} />}
        <Link to="/admin/ledger" search={{ charge_id: id } as never} className="button button-quiet">
          {chargeTexts.ledger}
        </Link>
      </Head>
      {!charge && <Notice>{chargeTexts.notYet}</Notice>}
      <section className="panel" aria-label={chargeTexts.one}>
        <Facts facts={factsOf(id, history, zone)} />
      </section>
      <ChargeHistory history={history} zone={zone} by={(actor) => <Actor name={actor} />} />
    </>
  );
}

function factsOf(id: string, history: ChargeFile, zone: string): [string, ReactNode][] {
  const { charge, reservation_id, stripe_payment_intent_id: intent } = history;
  const facts: [string, ReactNode][] = [
    [chargeTexts.reservation, <Subject key="reservation" kind="reservation" id={reservation_id} />],
    [chargeTexts.intent, intent ? <code key="intent">{intent}</code> : "—"],
    [chargeTexts.one, <code key="id">{id}</code>],
  ];
  if (!charge) return facts;
  const money: [string, ReactNode][] = [
    [consoleTexts.state, <State key="state" is={charge.state} />],
    [chargeTexts.amount, formatMoney(charge.amount)],
    [chargeTexts.refunded, formatMoney(charge.refunded)],
    [chargeTexts.time, formatDuration(charge.seconds)],
  ];
  if (charge.refund_failed.amount_minor > 0) {
    money.push([chargeTexts.refundFailed, formatMoney(charge.refund_failed)]);
  }
  if (charge.next_attempt_at) money.push([chargeTexts.nextAttempt, formatMoment(charge.next_attempt_at, zone)]);
  if (charge.failure) money.push([chargeTexts.failure, charge.failure]);
  return [...money, ...facts];
}
