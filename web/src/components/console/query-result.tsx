import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { tell } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { texts } from "@/texts/app";

/** One thing that is asked for: its shape while it comes, what went wrong, or it. */
export function Await<T>({ found, children }: { found: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (found.data !== undefined) return children(found.data);
  if (!found.error) return <Skeleton lines={6} />;
  return (
    <Notice kind="problem">
      {tell(found.error)} <Button onPress={() => void found.refetch()}>{texts.retry}</Button>
    </Notice>
  );
}
