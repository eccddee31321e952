import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type ChargeHistory as ChargeFile, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { StateTag } from "@/components/console/state-tag";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { chargeTexts } from "@/console-texts/billing";
import { consoleTexts } from "@/console-texts/console";
import { ChargeHistory } from "@/features/billing/admin/charge-history";
import { Refund } from "@/features/billing/admin/refund";
import { chargeQuery } from "@/features/billing/admin/charge-requests";
import { AllowedInZone } from "@/features/places/admin/allowed-in-zone";
import { reservationQuery } from "@/features/reservations/admin/requests";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatDateTime } from "@/lib/time";
import { ActorLink, SubjectLink } from "./links";

export function ChargePage() {
  const { id } = useParams({ from: "/admin/charges/$id" });
  const query = useQuery({ ...chargeQuery(id), refetchInterval: 10_000 });
  return <QueryResult query={query}>{(history) => <ChargeDetails id={id} history={history} />}</QueryResult>;
}

function ChargeDetails({ id, history }: { id: string; history: ChargeFile }) {
  const { cityOf } = useCities();
  const { has } = usePermissions();
  const hasReservation = !!history.reservation_id && has("view_reservations");
  const { data } = useQuery({ ...reservationQuery(history.reservation_id ?? ""), enabled: hasReservation });
  const zone = cityOf(history.city_id).time_zone;
  const { charge } = history;
  return (
    <>
      <PageHeader title={charge ? `${chargeTexts.one} ${formatMoney(charge.amount)}` : chargeTexts.one}>
        {data ? (
          <AllowedInZone to="refund_charges" zoneId={data.reservation.spot.zone.id}>
            <Refund id={id} history={history} zone={zone} endsAt={Date.parse(data.reservation.ends_at)} />
          </AllowedInZone>
        ) : (
          !hasReservation && (
            <Allowed to="refund_charges" at={{ cityId: history.city_id }}>
              <Refund id={id} history={history} zone={zone} endsAt={undefined} />
            </Allowed>
          )
        )}
        <Link to="/admin/ledger" search={{ charge_id: id }} className="button button-quiet">
          {chargeTexts.ledger}
        </Link>
      </PageHeader>
      {!charge && <Notice>{chargeTexts.notYet}</Notice>}
      <section className="panel" aria-label={chargeTexts.one}>
        <DescriptionList items={detailsOf(id, history, zone)} />
      </section>
      <ChargeHistory history={history} zone={zone} by={(actor) => <ActorLink name={actor} />} />
    </>
  );
}

function detailsOf(id: string, history: ChargeFile, zone: string): [string, ReactNode][] {
  const { charge, kind, reservation_id, subject_id, user_id, stripe_payment_intent_id: intent } = history;
  const { carried_to, carried_until } = history;
  const kindName = chargeTexts.kinds[kind] ?? kind;
  const details: [string, ReactNode][] = [
    [chargeTexts.kind, kindName],
    ...(reservation_id
      ? [subjectOf(chargeTexts.reservation, "reservation", reservation_id)]
      : subject_id
        ? [subjectOf(chargeTexts.subject, kindName, subject_id)]
        : []),
    ...(user_id ? [subjectOf(chargeTexts.driver, "user", user_id)] : []),
    [chargeTexts.intent, intent ? <code key="intent">{intent}</code> : "—"],
    [chargeTexts.one, <code key="id">{id}</code>],
  ];
  if (!charge) return details;
  const amounts: [string, ReactNode][] = [
    [consoleTexts.state, <StateTag key="state" state={charge.state} />],
    [chargeTexts.amount, formatMoney(charge.amount)],
    [chargeTexts.refunded, formatMoney(charge.refunded)],
    [chargeTexts.time, formatDuration(charge.seconds)],
  ];
  if (charge.carried_over.amount_minor > 0) {
    amounts.push([chargeTexts.carriedOver, formatMoney(charge.carried_over)]);
  }
  if (carried_to) amounts.push(subjectOf(chargeTexts.carriedTo, "charge", carried_to));
  if (carried_until) amounts.push([chargeTexts.carriedUntil, formatDateTime(carried_until, zone)]);
  if (charge.refund_failed.amount_minor > 0) {
    amounts.push([chargeTexts.refundFailed, formatMoney(charge.refund_failed)]);
  }
  if (charge.next_attempt_at) amounts.push([chargeTexts.nextAttempt, formatDateTime(charge.next_attempt_at, zone)]);
  if (charge.failure) amounts.push([chargeTexts.failure, charge.failure]);
  return [...amounts, ...details];
}

function subjectOf(name: string, kind: string, id: string): [string, ReactNode] {
  return [name, <SubjectLink key={name} kind={kind} id={id} />];
}
