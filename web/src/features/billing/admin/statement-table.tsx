import type { Balance } from "@/api/admin";
import { Table } from "@/components/console/table";
import { ledgerTexts } from "@/console-texts/billing";
import { navTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";

const formatBalance = (balance: Balance, name: "opening_minor" | "debit_minor" | "credit_minor" | "closing_minor") =>
  formatMoney({ amount_minor: balance[name], currency: balance.currency });

export function StatementTable({ accounts }: { accounts: Balance[] }) {
  return (
    <Table
      label={navTexts.statement}
      rows={accounts}
      keyOf={({ city, account, currency }) => `${city} ${account} ${currency}`}
      emptyText={ledgerTexts.noMonth}
      columns={[
        { head: ledgerTexts.city, cell: ({ city }) => city },
        { head: ledgerTexts.account, cell: ({ account }) => ledgerTexts.accounts[account] ?? account },
        { head: ledgerTexts.opening, isNumber: true, cell: (each) => formatBalance(each, "opening_minor") },
        { head: ledgerTexts.debit, isNumber: true, cell: (each) => formatBalance(each, "debit_minor") },
        { head: ledgerTexts.credit, isNumber: true, cell: (each) => formatBalance(each, "credit_minor") },
        { head: ledgerTexts.closing, isNumber: true, cell: (each) => formatBalance(each, "closing_minor") },
      ]}
    />
  );
}
