import { lazy, Suspense, useState } from "react";
import type { DialogProps } from "./dialog-window";

/** A chunk that loads after the map, or when a dialog opens before. */
export const importDialog = () => import("./dialog-window");
const DialogWindow = lazy(async () => ({ default: (await importDialog()).DialogWindow }));

/** A bottom sheet on phones, a centred dialog elsewhere. */
export function Dialog(props: DialogProps) {
  // Once it has been open, it stays, because it also animates its closing.
  const [isNeeded, setNeeded] = useState(props.isOpen);
  if (props.isOpen && !isNeeded) setNeeded(true);
  return (
    isNeeded && (
      <Suspense>
        <DialogWindow {...props} />
      </Suspense>
    )
  );
}
