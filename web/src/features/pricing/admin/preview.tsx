import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { editorTexts, lineKinds } from "@/console-texts/pricing";
import { formatMoney } from "@/lib/money";
import { formatPeriod } from "@/lib/time";
import type { TariffPreview } from "./requests";

type Stay = TariffPreview["stays"][number];

/** The rules in words and the prices of typical stays. */
export function Preview({ preview, zone, isStale }: { preview: TariffPreview; zone: string; isStale: boolean }) {
  return (
    <>
      <p className="tariff-rules">{preview.rules}</p>
      {isStale && <p className="soft">{editorTexts.waiting}</p>}
      <Table
        label={editorTexts.stays}
        rows={preview.stays}
        keyOf={({ label }) => label}
        emptyText={consoleTexts.none}
        columns={[
          { head: editorTexts.stay, cell: ({ label }) => label },
          { head: editorTexts.time, cell: ({ starts_at, ends_at }) => formatPeriod(starts_at, ends_at, zone) },
          { head: editorTexts.price, cell: (stay) => <StayPrice stay={stay} zone={zone} /> },
        ]}
      />
    </>
  );
}

function StayPrice({ stay: { price, refusal, lines }, zone }: { stay: Stay; zone: string }) {
  if (refusal) return editorTexts.refused(refusal.text);
  if (!price) return "—";
  if (lines.length < 2) return formatMoney(price);
  return (
    <details>
      <summary>{formatMoney(price)}</summary>
      <ul className="differences">
        {lines.map(({ kind, from, to, amount }, index) => (
          <li key={index}>
            {lineKinds[kind] ?? kind}, {formatPeriod(from, to, zone)}: {formatMoney(amount)}
          </li>
        ))}
      </ul>
    </details>
  );
}
