import type { Stripe } from "@stripe/stripe-js";
import { currentLanguage, type Language } from "@/lib/language";

type StripeConstructor = (key: string, options: { locale: Language }) => Stripe;

const cache = new Map<string, Promise<Stripe>>();

/** Loads Stripe.js on demand from the configured address: Stripe's, or the simulator's in development. */
export function loadStripe(url: string, key: string): Promise<Stripe> {
  const known = cache.get(key);
  if (known) return known;
  const stripe = load(url).then((make) => make(key, { locale: currentLanguage() }));
  cache.set(key, stripe);
  // Allows a retry after a failed load.
  stripe.catch(() => cache.delete(key));
  return stripe;
}

function load(url: string): Promise<StripeConstructor> {
  const loadedLibrary = () => (window as { Stripe?: StripeConstructor }).Stripe;
  return new Promise((resolve, reject) => {
    const maker = loadedLibrary();
    if (maker) return resolve(maker);
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => {
      const loaded = loadedLibrary();
      if (loaded) resolve(loaded);
      else reject(new Error("Stripe.js did not define window.Stripe."));
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Stripe.js failed to load."));
    });
    document.head.append(script);
  });
}
