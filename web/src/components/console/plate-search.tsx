import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ConfirmAction } from "./confirm-action";

interface PlateSearchProps<T> {
  texts: {
    findPlate: string;
    findPlateText: string;
    plate: string;
    plateFound: (count: number) => string;
    clearPlate: string;
  };
  search: (plate: string, note: string) => Promise<T[]>;
  /** Shows what was found. */
  children: (found: T[]) => ReactNode;
}

/** Asks for a plate and the reason. The plate is not in the address of the page. */
export function PlateSearch<T>({ texts, search, children }: PlateSearchProps<T>) {
  const [plate, setPlate] = useState("");
  const [found, setFound] = useState<T[]>();
  return (
    <>
      <ConfirmAction
        name={texts.findPlate}
        text={texts.findPlateText}
        act={(note) => search(plate, note)}
        onDone={(result) => setFound(result)}
      >
        <Field label={texts.plate} autoComplete="off" isRequired maxLength={20} value={plate} onChange={setPlate} />
      </ConfirmAction>
      {found && (
        <section className="stack" aria-label={texts.findPlate}>
          <Notice>{texts.plateFound(found.length)}</Notice>
          {found.length > 0 && children(found)}
          <Button kind="quiet" onPress={() => setFound(undefined)}>
            {texts.clearPlate}
          </Button>
        </section>
      )}
    </>
  );
}
