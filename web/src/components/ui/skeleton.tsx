import { texts } from "@/texts/app";

export function Skeleton({ lines = 3, tall }: { lines?: number; tall?: boolean }) {
  return (
    <div className="skeleton" role="status" aria-label={texts.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={tall ? "skeleton-card" : "skeleton-line"} />
      ))}
    </div>
  );
}
