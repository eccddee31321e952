import { Table } from "@/components/console/table";
import { tariffTexts } from "@/console-texts/pricing";
import type { TariffDocument } from "../tariff-document";
import { differences } from "./document-difference";

interface DocumentDifferencesProps {
  before: TariffDocument;
  after: TariffDocument;
  /** Heading of the column of `after`. */
  afterName: string;
}

/** A row for each value that differs. */
export function DocumentDifferences({ before, after, afterName }: DocumentDifferencesProps) {
  return (
    <Table
      label={tariffTexts.difference}
      rows={differences(before, after).map((difference, index) => ({ ...difference, key: String(index) }))}
      keyOf={({ key }) => key}
      emptyText={tariffTexts.noDifferences}
      columns={[
        { head: tariffTexts.rule, cell: ({ place }) => place },
        { head: tariffTexts.before, cell: ({ before: text }) => text },
        { head: afterName, cell: ({ after: text }) => text },
      ]}
    />
  );
}
