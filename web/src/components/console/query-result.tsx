import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { texts } from "@/texts/app";

/** The skeleton, the error or the data of a query. */
export function QueryResult<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <Skeleton lines={6} />;
  return (
    <Notice kind="error">
      {errorMessage(query.error)} <Button onPress={() => void query.refetch()}>{texts.retry}</Button>
    </Notice>
  );
}
