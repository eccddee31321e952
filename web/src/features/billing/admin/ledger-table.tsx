import type { ReactNode } from "react";
import type { LedgerEntry } from "@/api/admin";
import { Table } from "@/components/console/table";
import { booksTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";
import { formatMoment } from "@/lib/time";

const account = (name: string) => booksTexts.accounts[name] ?? name;

interface LedgerTableProps {
  entries: LedgerEntry[];
  zone: string;
  charge: (id: string) => ReactNode;
}

/** What was moved from one account to another. */
export function LedgerTable({ entries, zone, charge }: LedgerTableProps) {
  return (
    <Table
      label={navTexts.ledger}
      rows={entries}
      keyOf={({ id }) => id}
      none={consoleTexts.none}
      columns={[
        { head: booksTexts.when, cell: ({ at }) => formatMoment(at, zone) },
        { head: booksTexts.kind, cell: ({ kind }) => kind.replaceAll("_", " ") },
        { head: booksTexts.debit, cell: ({ debit }) => account(debit) },
        { head: booksTexts.credit, cell: ({ credit }) => account(credit) },
        {
          head: consoleTexts.total,
          isNumber: true,
          cell: ({ amount_minor, currency }) => formatMoney({ amount_minor, currency }),
        },
        { head: booksTexts.charge, cell: ({ charge_id }) => charge(charge_id) },
      ]}
    />
  );
}
