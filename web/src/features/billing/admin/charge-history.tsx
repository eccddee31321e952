import type { ReactNode } from "react";
import type { ChargeHistory as History } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { chargeTexts } from "@/console-texts/billing";
import { consoleTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";

interface ChargeHistoryProps {
  history: History;
  zone: string;
  by: (actor: string) => ReactNode;
}

export function ChargeHistory({ history: { attempts, refunds, disputes }, zone, by }: ChargeHistoryProps) {
  return (
    <>
      <section className="stack" aria-labelledby="attempts">
        <h2 id="attempts">{chargeTexts.attempts}</h2>
        <Table
          label={chargeTexts.attempts}
          rows={attempts}
          keyOf={({ number }) => String(number)}
          emptyText={chargeTexts.noAttempts}
          columns={[
            { head: chargeTexts.number, isNumber: true, cell: ({ number }) => number },
            { head: chargeTexts.started, cell: ({ started_at }) => formatDateTime(started_at, zone) },
            { head: chargeTexts.outcome, cell: ({ outcome }) => <StateTag state={outcome ?? "unknown"} /> },
            { head: chargeTexts.failure, cell: ({ failure, failure_code }) => failure ?? failure_code ?? "—" },
          ]}
        />
      </section>
      <section className="stack" aria-labelledby="refunds">
        <h2 id="refunds">{chargeTexts.refunds}</h2>
        <Table
          label={chargeTexts.refunds}
          rows={refunds}
          keyOf={({ id }) => id}
          emptyText={chargeTexts.noRefunds}
          columns={[
            { head: chargeTexts.amount, isNumber: true, cell: ({ amount }) => formatMoney(amount) },
            { head: consoleTexts.state, cell: ({ state }) => <StateTag state={state} /> },
            { head: chargeTexts.reason, cell: ({ reason }) => chargeTexts.reasons[reason] ?? reason },
            { head: chargeTexts.noted, cell: ({ note, failure }) => (failure ? `${note} (${failure})` : note) },
            { head: chargeTexts.by, cell: ({ actor }) => by(actor) },
            { head: consoleTexts.created, cell: ({ created_at }) => formatDateTime(created_at, zone) },
          ]}
        />
      </section>
      {disputes.length > 0 && (
        <section className="stack" aria-labelledby="disputes">
          <h2 id="disputes">{chargeTexts.disputes}</h2>
          <Table
            label={chargeTexts.disputes}
            rows={disputes}
            keyOf={({ id }) => id}
            emptyText={consoleTexts.none}
            columns={[
              { head: chargeTexts.amount, isNumber: true, cell: ({ amount }) => formatMoney(amount) },
              { head: consoleTexts.state, cell: ({ state }) => <StateTag state={state} /> },
              { head: chargeTexts.reason, cell: ({ reason }) => reason },
              { head: chargeTexts.started, cell: ({ opened_at }) => formatDateTime(opened_at, zone) },
            ]}
          />
        </section>
      )}
    </>
  );
}
