import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { BackIcon, PersonIcon, TicketIcon } from "@/components/ui/icons";
import { nav, texts } from "@/texts/app";
import { findTexts } from "@/texts/reservations";

export function Nav() {
  return (
    <nav className="nav" aria-label={nav.label}>
      <Link to="/reservations" className="icon-button" aria-label={nav.reservations}>
        <TicketIcon />
      </Link>
      <Link to="/account" className="icon-button" aria-label={nav.account}>
        <PersonIcon />
      </Link>
    </nav>
  );
}

/** Sets the document's title, unless it is not known yet. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${texts.brand}`;
  }, [title]);
}

/** Layout of all pages except the map. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  const main = useRef<HTMLElement>(null);
  // A screen reader starts reading at the content.
  useEffect(() => main.current?.focus({ preventScroll: true }), []);
  return (
    <div className="page">
      <header className="page-head">
        <Link to="/" className="icon-button" aria-label={nav.map}>
          <BackIcon />
        </Link>
        <span className="brand">{texts.brand}</span>
        <Nav />
      </header>
      <main className="page-body" ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

export function NotFound() {
  return (
    <Page title={texts.notFound.title}>
      <h1>{texts.notFound.title}</h1>
      <p>{texts.notFound.text}</p>
      <Link to="/" className="button button-primary">
        {texts.notFound.home}
      </Link>
      <p className="links">
        <Link to="/find-reservation">{findTexts.title}</Link>
      </p>
    </Page>
  );
}

export function Crashed() {
  return (
    <main className="page-body">
      <h1>{texts.crashed.title}</h1>
      <p>{texts.crashed.text}</p>
      <Button onPress={() => location.reload()}>{texts.crashed.reload}</Button>
    </main>
  );
}
