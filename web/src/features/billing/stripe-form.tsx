import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import { useQuery } from "@tanstack/react-query";
import type { Stripe, StripeElements, StripePaymentElementOptions } from "@stripe/stripe-js";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { configurationQuery } from "@/api/configuration";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { SingleFlight } from "@/lib/single-flight";
import { isDark, subscribeTheme } from "@/lib/theme";
import { colourOf } from "@/styles/colors";
import { payTexts, walletTexts } from "@/texts/billing";
import { loadStripe } from "./load-stripe";
import { toWallet, type Wallet } from "./wallet";

export interface ClientSecret {
  client_secret: string;
  publishable_key: string;
}

interface StripeFormProps {
  /** Undefined until it has been requested. */
  secret: ClientSecret | undefined;
  button: string;
  children?: ReactNode;
  /** Confirms with Stripe, then with the api. Must call Stripe at once: a wallet opens only during a click. */
  onSubmit: (stripe: Stripe, elements: StripeElements, wallet: Wallet | undefined) => Promise<void>;
}

/** Stripe offers a wallet if the device has it and the site's domain is registered. */
const OPTIONS: StripePaymentElementOptions = { wallets: { applePay: "auto", googlePay: "auto" } };

export function useStripeLibrary(key: string | undefined) {
  const { data: configuration } = useQuery(configurationQuery);
  const url = configuration?.stripe_js_url ?? "https://js.stripe.com/v3/";
  const query = useQuery({
    queryKey: ["stripe", key],
    enabled: Boolean(key && configuration),
    staleTime: Infinity,
    retry: false,
    // Stripe's object must not be compared or copied.
    structuralSharing: false,
    queryFn: async () => ({ stripe: await loadStripe(url, key ?? "") }),
  });
  return {
    stripe: query.data?.stripe,
    hasFailed: query.isError,
    retry: query.refetch,
    mode: configuration?.stripe_mode,
  };
}

/**
 * Stripe's Payment Element with one button. Card numbers never reach our code. While it loads, the form has its later
 * size, so that the page below does not move.
 */
export function StripeForm(props: StripeFormProps) {
  const { secret, button, children } = props;
  const { stripe, hasFailed, retry, mode } = useStripeLibrary(secret?.publishable_key);
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  if (hasFailed) {
    return (
      <Notice kind="error">
        {payTexts.failed} <Button onPress={() => void retry()}>{payTexts.pay}</Button>
      </Notice>
    );
  }
  return (
    <div className="card-form">
      {mode === "simulated" && <p className="mode">{payTexts.simulated}</p>}
      {mode === "test" && <p className="mode">{payTexts.test}</p>}
      {stripe && secret ? (
        <Elements
          stripe={stripe}
          key={secret.client_secret}
          options={{
            clientSecret: secret.client_secret,
            appearance: {
              theme: dark ? "night" : "stripe",
              variables: { colorPrimary: colourOf("go")[dark ? "dark" : "light"], borderRadius: "12px" },
            },
          }}
        >
          <CardFields {...props} />
        </Elements>
      ) : (
        <div className="stack">
          <div className="card-fields">
            <Skeleton lines={4} />
          </div>
          {children}
          <Button wide isDisabled>
            {button}
          </Button>
        </div>
      )}
    </div>
  );
}

function CardFields({ button, children, onSubmit }: StripeFormProps) {
  const [stripe, elements] = [useStripe(), useElements()];
  const [flight] = useState(() => new SingleFlight());
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [wallet, setWallet] = useState<Wallet>();
  const submit = async () => {
    if (!stripe || !elements) return;
    setPending(true);
    setError(undefined);
    try {
      await onSubmit(stripe, elements, wallet);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        flight.run("submit", submit);
      }}
    >
      <div className="card-fields">
        <PaymentElement
          options={OPTIONS}
          onChange={({ value }) => {
            const chosen = toWallet(value.type);
            // The error of a wallet is not about the card.
            if (chosen !== wallet) setError(undefined);
            setWallet(chosen);
          }}
        />
      </div>
      {children}
      {error !== undefined && <Notice kind="error">{errorMessage(error)}</Notice>}
      <Button type="submit" wide isPending={isPending} isDisabled={!stripe || !elements}>
        {wallet ? walletTexts.submit(wallet) : button}
      </Button>
    </form>
  );
}
