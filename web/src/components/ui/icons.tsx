import type { ReactNode } from "react";

/**
 * Our own family: on a grid of 24 with a margin of 3, in strokes of 2 with round ends and joins, and nothing filled but
 * the star of a favorite.
 */
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
    <path d="M12 3v3M12 18v3M3 12h3M18 12h3" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1 1-1.1 1.8M12 16.5v.01" />
    <circle cx="12" cy="12" r="9" />
  </Icon>
);
export const FilterIcon = () => (
  <Icon>
    <path d="M4 7h9.5M18.5 7H20M4 17h1.5M10.5 17H20" />
    <circle cx="16" cy="7" r="2.5" />
    <circle cx="8" cy="17" r="2.5" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6" />
  </Icon>
);
export const TicketIcon = () => (
  <Icon>
    <path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5" />
  </Icon>
);
export const MapIcon = () => (
  <Icon>
    <path d="M9 4L3.5 6.5V20L9 17.5l6 2.5 5.5-2.5V4L15 6.5zM9 4v13.5M15 6.5V20" />
  </Icon>
);
export const WalkIcon = () => (
  <Icon>
    <path d="M8 18.5h7a3.25 3.25 0 0 0 0-6.5H9a3.25 3.25 0 0 1 0-6.5h7" />
    <circle cx="5.5" cy="18.5" r="2.5" />
    <circle cx="18.5" cy="5.5" r="2.5" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M6 16v-6a6 6 0 0 1 12 0v6l1.5 2h-15zM10.5 21h3" />
  </Icon>
);
export const ShareIcon = () => (
  <Icon>
    <path d="M12 15V3M7.5 7.5L12 3l4.5 4.5M7 11H5v10h14V11h-2" />
  </Icon>
);
export const CalendarIcon = () => (
  <Icon>
    <path d="M4 5h16v16H4zM4 10h16M8 3v4M16 3v4" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="M15.5 15.5L21 21" />
  </Icon>
);
/** `isFull` for a favorite. */
export const StarIcon = ({ isFull = false }: { isFull?: boolean }) => (
  <Icon>
    <path
      d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1.1 5.9-5.3-2.9-5.3 2.9 1.1-5.9-4.3-4.1 5.9-.8z"
      fill={isFull ? "currentcolor" : "none"}
    />
  </Icon>
);
export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </Icon>
);
export const PinIcon = () => (
  <Icon>
    <path d="M12 21c4.3-4.5 6.5-8 6.5-11.2a6.5 6.5 0 1 0-13 0c0 3.2 2.2 6.7 6.5 11.2z" />
    <circle cx="12" cy="9.8" r="2.5" />
  </Icon>
);
export const StreetIcon = () => (
  <Icon>
    <path d="M7 3L4 21M17 3l3 18M12 4v2.5M12 10.5v3M12 17.5V20" />
  </Icon>
);
export const CrossingIcon = () => (
  <Icon>
    <path d="M9 3v6H3M15 3v6h6M9 21v-6H3M15 21v-6h6" />
  </Icon>
);
export const CarParkIcon = () => (
  <Icon>
    <path d="M4 4h16v16H4zM10 17V7h3a3 3 0 0 1 0 6h-3" />
  </Icon>
);
export const BlockIcon = () => (
  <Icon>
    <path d="M4 4h16M4 20h16M7 12h2M11 12h2M15 12h2" />
  </Icon>
);
export const LandmarkIcon = () => (
  <Icon>
    <path d="M4 9.5L12 4l8 5.5zM5 20h14M7 10v7M12 10v7M17 10v7" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M5 9l7 7 7-7" />
  </Icon>
);
