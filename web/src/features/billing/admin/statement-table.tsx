import type { Balance } from "@/api/admin";
import { Table } from "@/components/console/table";
import { booksTexts } from "@/console-texts/billing";
import { navTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";

const written = (balance: Balance, name: "opening_minor" | "debit_minor" | "credit_minor" | "closing_minor") =>
  formatMoney({ amount_minor: balance[name], currency: balance.currency });

/** What moved on each account of each city in a month. */
export function StatementTable({ accounts }: { accounts: Balance[] }) {
  return (
    <Table
      label={navTexts.statement}
      rows={accounts}
      keyOf={({ city, account, currency }) => `${city} ${account} ${currency}`}
      none={booksTexts.noMonth}
      columns={[
        { head: booksTexts.city, cell: ({ city }) => city },
        { head: booksTexts.account, cell: ({ account }) => booksTexts.accounts[account] ?? account },
        { head: booksTexts.opening, isNumber: true, cell: (each) => written(each, "opening_minor") },
        { head: booksTexts.debit, isNumber: true, cell: (each) => written(each, "debit_minor") },
        { head: booksTexts.credit, isNumber: true, cell: (each) => written(each, "credit_minor") },
        { head: booksTexts.closing, isNumber: true, cell: (each) => written(each, "closing_minor") },
      ]}
    />
  );
}
