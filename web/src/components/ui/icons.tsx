import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden focusable="false">
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M9 5l7 7-7 7" />
  </Icon>
);
export const LocateIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="6" />
    <path d="M12 2v4M12 18v4M2 12h4M18 12h4" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <path d="M9 9a3 3 0 114.500 2.600c-1 .6-1.500 1.300-1.500 2.400M12 17.500v.01" />
    <circle cx="12" cy="12" r="9.500" />
  </Icon>
);
export const FilterIcon = () => (
  <Icon>
    <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20c1-4 4-6 7.5-6s6.500 2 7.500 6" />
  </Icon>
);
export const TicketIcon = () => (
  <Icon>
    <path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9.500 8h5M9.500 12h5" />
  </Icon>
);
export const MapIcon = () => (
  <Icon>
    <path d="M9 4L3.500 6.500V20L9 17.500l6 2.500 5.500-2.500V4L15 6.500zM9 4v13.500M15 6.500V20" />
  </Icon>
);
export const WalkIcon = () => (
  <Icon>
    <path d="M5 19c4 0 3-6 7-6s3-8 7-8" />
    <circle cx="5" cy="19" r="1.500" />
    <circle cx="19" cy="5" r="1.500" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M6 17V11a6 6 0 0112 0v6l1.500 1.500h-15zM10 21h4" />
  </Icon>
);
