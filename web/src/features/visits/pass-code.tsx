import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { passTexts } from "@/texts/visits";
import type { reservationPassQuery } from "./visit-requests";

interface PassCodeProps {
  options: ReturnType<typeof reservationPassQuery>;
  /** Of the city. */
  zone: string;
}

/** The pass as a picture, which is stored for a phone without a network. */
export function PassCode({ options, zone }: PassCodeProps) {
  const now = useNow(30);
  const { data: pass, error } = useQuery(options);
  if (!pass) return error ? <Notice kind="error">{errorMessage(error)}</Notice> : <Skeleton lines={5} />;
  const { token, svg, valid_from, valid_until } = pass;
  const time = (at: string) => formatShortDateTime(at, zone, now);
  return (
    <figure className="pass">
      <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={passTexts.alt} data-pass={token} />
      <figcaption className="stack">
        <p>{passTexts.text}</p>
        <p className="soft">
          {passTexts.valid(time(valid_from), time(valid_until))} {passTexts.bright}
        </p>
      </figcaption>
    </figure>
  );
}

/** A button that shows the pass. */
export function PassButton({ options, zone }: PassCodeProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" wide onPress={() => setOpen(true)}>
        {passTexts.show}
      </Button>
      <Dialog title={passTexts.title} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && <PassCode options={options} zone={zone} />}
      </Dialog>
    </>
  );
}
