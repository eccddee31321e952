import { toServerTime } from "@/lib/server-time";
import { formatDuration } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { useOnline } from "@/lib/use-online";
import { mapTexts } from "@/texts/places";

interface LiveStatusProps {
  /** The connection counts as open until it is found broken, which takes a while without a network. */
  isLive: boolean;
  /** By the device's clock, in milliseconds. */
  lastMessageAt: number;
}

export function LiveStatus({ isLive, lastMessageAt }: LiveStatusProps) {
  const now = useNow(5);
  const isOnline = useOnline();
  const age = Math.max(0, now - toServerTime(lastMessageAt)) / 1000;
  const old = lastMessageAt === 0 ? mapTexts.connecting : mapTexts.age(formatDuration(Math.max(1, age)));
  const isCurrent = isLive && isOnline;
  return (
    <span className={`freshness ${isCurrent ? "is-live" : ""}`} role="status">
      {isCurrent ? mapTexts.live : old}
    </span>
  );
}
