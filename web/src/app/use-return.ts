import { useNavigate, useRouter } from "@tanstack/react-router";
import { storeReturnPath } from "@/lib/return-path";

/** Leads back to the page from which the driver went to sign in or up, else to the map. */
export function useReturn(to: string | undefined): () => Promise<void> {
  const navigate = useNavigate();
  const router = useRouter();
  return async () => {
    storeReturnPath(undefined);
    if (to) router.history.push(to);
    else await navigate({ to: "/" });
  };
}
