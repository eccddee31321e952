import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { NextIcon } from "./icons";

/** A part of a page that opens on request. */
export function Details({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure className="details">
      <Heading level={2}>
        <Button slot="trigger" className="details-button">
          {title}
          <NextIcon />
        </Button>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  );
}
