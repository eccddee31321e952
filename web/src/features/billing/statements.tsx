import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SaveButton } from "@/components/ui/save-button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney } from "@/lib/money";
import { formatMonth } from "@/lib/time";
import { statementTexts } from "@/texts/stays";
import { saveStatement, type StatementKind, statementsQuery } from "./statement-requests";

/** A year is in sight at first. */
const FIRST_MONTHS = 12;
const KINDS: StatementKind[] = ["csv", "pdf"];

/** Months of the account, each as a table and as a document. */
export function Statements() {
  const { data: months, error, isPending } = useQuery(statementsQuery);
  const [areAllShown, setAllShown] = useState(false);
  const shown = areAllShown ? months : months?.slice(0, FIRST_MONTHS);
  return (
    <section className="stack" aria-labelledby="statements">
      <h2 id="statements">{statementTexts.title}</h2>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {isPending && <Skeleton lines={2} />}
      {months && <p className="soft">{months.length ? statementTexts.text : statementTexts.none}</p>}
      <ul className="plain-list">
        {shown?.map(({ month, stays, totals }) => (
          <li key={month} className="card-row">
            <span>
              <strong>{formatMonth(month)}</strong>
              <br />
              <small className="soft">{[statementTexts.stays(stays), ...totals.map(formatMoney)].join(" · ")}</small>
            </span>
            {KINDS.map((kind) => (
              <SaveButton
                key={kind}
                kind="plain"
                label={statementTexts.download(statementTexts[kind], formatMonth(month))}
                save={() => saveStatement(month, kind)}
              >
                {statementTexts[kind]}
              </SaveButton>
            ))}
          </li>
        ))}
      </ul>
      {months && shown && shown.length < months.length && (
        <Button kind="quiet" onPress={() => setAllShown(true)}>
          {statementTexts.more}
        </Button>
      )}
    </section>
  );
}
