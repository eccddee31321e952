import { useInfiniteQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { Download } from "@/components/console/download-button";
import { FilterField } from "@/components/console/filter-field";
import { Head } from "@/components/console/page-header";
import { Listing } from "@/components/console/paged-list";
import { MomentField } from "@/components/console/date-time-field";
import { booksTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { LedgerTable } from "@/features/billing/admin/ledger-table";
import { ledgerPages, saveLedger } from "@/features/billing/admin/ledger-requests";
import { toWire } from "@/lib/time";
import { Subject } from "./links";
import { isId, useFilters } from "./use-filters";

type Filters = { from?: string; to?: string; account?: string; charge_id?: string };

/** The books, entry by entry. */
export function LedgerPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const zone = cityOf().time_zone;
  const { charge_id: charge, ...rest } = filters;
  const isWrong = charge !== undefined && !isId(charge);
  const wanted = { ...rest, ...(charge && !isWrong && { charge_id: charge }) };
  const found = useInfiniteQuery(ledgerPages(wanted));
  const at = (text: string | undefined) => (text ? Date.parse(text) : undefined);
  const write = (moment: number | undefined) => (moment === undefined ? "" : toWire(moment));
  return (
    <>
      <Head title={navTexts.ledger}>
        <Download save={() => saveLedger(wanted)} />
      </Head>
      <div className="filters" role="search">
        <MomentField
          label={booksTexts.from}
          value={at(filters.from)}
          onChange={(from) => change({ from: write(from) })}
          zone={zone}
        />
        <MomentField
          label={booksTexts.to}
          value={at(filters.to)}
          onChange={(to) => change({ to: write(to) })}
          zone={zone}
        />
        <Choice
          label={booksTexts.account}
          value={filters.account ?? ""}
          onChange={(account) => change({ account })}
          choices={[
            { value: "", label: consoleTexts.any },
            ...Object.entries(booksTexts.accounts).map(([value, label]) => ({ value, label })),
          ]}
        />
        <FilterField
          label={booksTexts.charge}
          value={charge}
          onChange={(id) => change({ charge_id: id })}
          error={isWrong ? reservationTexts.wrongId : undefined}
        />
      </div>
      <Listing found={found} of={(page) => page.entries}>
        {(entries) => <LedgerTable entries={entries} zone={zone} charge={(id) => <Subject kind="charge" id={id} />} />}
      </Listing>
    </>
  );
}
