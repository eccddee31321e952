import type { ReactNode } from "react";
import type { LedgerEntry } from "@/api/admin";
import { Table } from "@/components/console/table";
import { ledgerTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";

const account = (name: string) => ledgerTexts.accounts[name] ?? name;

interface LedgerTableProps {
  entries: LedgerEntry[];
  zone: string;
  charge: (id: string) => ReactNode;
}

export function LedgerTable({ entries, zone, charge }: LedgerTableProps) {
  return (
    <Table
      label={navTexts.ledger}
      rows={entries}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: ledgerTexts.when, cell: ({ at }) => formatDateTime(at, zone) },
        { head: ledgerTexts.kind, cell: ({ kind }) => kind.replaceAll("_", " ") },
        { head: ledgerTexts.debit, cell: ({ debit }) => account(debit) },
        { head: ledgerTexts.credit, cell: ({ credit }) => account(credit) },
        {
          head: consoleTexts.total,
          isNumber: true,
          cell: ({ amount_minor, currency }) => formatMoney({ amount_minor, currency }),
        },
        { head: ledgerTexts.charge, cell: ({ charge_id }) => (charge_id ? charge(charge_id) : "—") },
      ]}
    />
  );
}
