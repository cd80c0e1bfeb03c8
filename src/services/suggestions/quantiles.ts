/** What is usual among some figures; absent where they are too few to say so. */
export interface Usual {
  /** On how many cases it rests. */
  readonly cases: number;
  readonly figures: { readonly low: number; readonly typical: number; readonly high: number } | undefined;
}

const QUARTILES = { low: 0.25, typical: 0.5, high: 0.75 } as const;

/** The quartiles, each a figure that somebody really named or the middle between two; half up to a whole `step`. Pure. */
export function usualOf(
  figures: readonly number[],
  { least, step = 1 }: { readonly least: number; readonly step?: number },
): Usual {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    const between = below + (above - below) * (place - Math.floor(place));
    return Math.floor(between / step + 0.5) * step;
  };
  return {
    cases: sorted.length,
    figures:
      sorted.length < least
        ? undefined
        : { low: at(QUARTILES.low), typical: at(QUARTILES.typical), high: at(QUARTILES.high) },
  };
}
