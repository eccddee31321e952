import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryResult } from "@/components/console/query-result";
import { StateTag } from "@/components/console/state-tag";
import { jobTexts } from "@/console-texts/platform";
import { formatDateTime } from "@/lib/time";
import { jobResultQuery } from "./requests";

/** Outcome and time of a finished job, requested when it is opened. */
export function JobResult({ id, zone }: { id: string; zone: string }) {
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...jobResultQuery(id), enabled: isOpen });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{jobTexts.showResult}</summary>
      {isOpen && (
        <QueryResult query={query}>
          {({ outcome, at }) => (
            <p>
              <StateTag state={outcome} /> {formatDateTime(at, zone)}
            </p>
          )}
        </QueryResult>
      )}
    </details>
  );
}
