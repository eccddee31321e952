import { formatDuration } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { mapTexts } from "@/texts/places";

export function LiveStatus({ isLive, lastMessageAt }: { isLive: boolean; lastMessageAt: number }) {
  const now = useNow(5);
  const age = Math.max(0, now - lastMessageAt) / 1000;
  const old =
    lastMessageAt === 0
      ? mapTexts.connecting
      : mapTexts.age(age < 60 ? `${Math.max(1, Math.round(age))} s` : formatDuration(age));
  return (
    <span className={`freshness ${isLive ? "is-live" : ""}`} role="status">
      {isLive ? mapTexts.live : old}
    </span>
  );
}
