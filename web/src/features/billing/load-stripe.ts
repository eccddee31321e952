import type { Stripe } from "@stripe/stripe-js";

type StripeConstructor = (key: string) => Stripe;

const cache = new Map<string, Promise<Stripe>>();

/** Stripe's own library, from the address that is configured: Stripe's, or the simulator's in development. It is loaded once it is needed. */
export function loadStripe(url: string, key: string): Promise<Stripe> {
  const known = cache.get(key);
  if (known) return known;
  const stripe = load(url).then((make) => make(key));
  cache.set(key, stripe);
  // The next try loads it anew.
  stripe.catch(() => cache.delete(key));
  return stripe;
}

function load(url: string): Promise<StripeConstructor> {
  const present = () => (window as { Stripe?: StripeConstructor }).Stripe;
  return new Promise((resolve, reject) => {
    const maker = present();
    if (maker) return resolve(maker);
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => {
      const loaded = present();
      if (loaded) resolve(loaded);
      else reject(new Error("Stripe.js is not what it should be."));
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Stripe.js cannot be loaded."));
    });
    document.head.append(script);
  });
}
