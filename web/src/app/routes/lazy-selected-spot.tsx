import { type ComponentProps, lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { importSelectedSpot } from "../start-early";

const Loaded = lazy(async () => ({ default: (await importSelectedSpot()).SelectedSpot }));

/** The selected spot, with the forms for a hold, in a chunk that loads after the map. */
export function SelectedSpot(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense fallback={<Skeleton lines={4} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
