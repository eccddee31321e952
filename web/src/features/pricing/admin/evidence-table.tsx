import type { TariffDraft } from "@/api/admin";
import { Table } from "@/components/console/table";
import { occupancyTexts } from "@/console-texts/pricing";
import { formatDateTime } from "@/lib/time";
import { evidenceTexts } from "@/texts/pricing";
import { computation, outcomeInWords, rateInWords, shareInWords, sizeInWords } from "../evidence-words";

interface EvidenceTableProps {
  evidence: TariffDraft["evidence"];
  zone: string;
  currency: string;
}

/** A row for each band with a rate. */
export function EvidenceTable({ evidence, zone, currency }: EvidenceTableProps) {
  const { from, to, coverage_percent: coverage } = evidence;
  return (
    <>
      <p>
        {evidenceTexts.measured(formatDateTime(from, zone), formatDateTime(to, zone))} {sizeInWords(evidence)}
      </p>
      <Table
        label={occupancyTexts.evidence}
        rows={evidence.bands}
        keyOf={({ band }) => String(band)}
        emptyText={occupancyTexts.noBands}
        columns={[
          { head: occupancyTexts.band, cell: ({ times }) => times },
          {
            head: occupancyTexts.occupancy,
            cell: (band) => (
              <>
                {shareInWords(band.occupancy_basis_points)}
                <br />
                <small className="soft">{computation(band, coverage)}</small>
              </>
            ),
          },
          { head: occupancyTexts.coverageShort, cell: () => `${coverage}%`, isNumber: true },
          { head: occupancyTexts.oldRate, cell: (band) => rateInWords(band.old_minor, currency), isNumber: true },
          { head: occupancyTexts.newRate, cell: (band) => rateInWords(band.new_minor, currency), isNumber: true },
          { head: occupancyTexts.outcome, cell: outcomeInWords },
        ]}
      />
    </>
  );
}
