import { hashKey, type UseMutationOptions, useMutation as useQueryMutation } from "@tanstack/react-query";
import { useState } from "react";
import { SingleFlight } from "./single-flight";

/**
 * That of TanStack Query, except that `mutate` ignores a call while the same one runs: the second click of a fast double
 * click comes before the button is rendered as pending.
 */
export function useMutation<Data = unknown, Variables = void>(options: UseMutationOptions<Data, Error, Variables>) {
  const [flight] = useState(() => new SingleFlight());
  const mutation = useQueryMutation(options);
  const { mutateAsync } = mutation;
  const [mutate] = useState(() => (...call: Parameters<typeof mutateAsync>) => {
    flight.run(hashKey([call[0]]), () => mutateAsync(...call));
  });
  return { ...mutation, mutate };
}
