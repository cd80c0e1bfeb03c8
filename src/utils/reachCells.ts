import type { GeoPoint } from './geo';

/**
 * Squares of the map in four sizes, by which an index finds the circles that a point lies in: a circle stands in all the
 * squares it touches of the size that fits it, and a point asks for its own square of each size.
 */
const SIZES = [0.25, 0.5, 1, 2] as const;
const LARGEST = 2;
const KM_PER_DEGREE = 110.5;
/** A circle never slips through by rounding. */
const SLACK = 1.01;
/** Beyond that a degree of longitude is next to nothing. */
const LEAST_SHARE = 0.1;
const AROUND = 360;

const shareAt = (latitude: number): number => Math.max(LEAST_SHARE, Math.cos((latitude * Math.PI) / 180));

const key = (size: number, column: number, row: number): string => {
  const columns = AROUND / size;
  return `${size}:${((column % columns) + columns) % columns}:${row}`;
};

/** The squares of a point, one of each size. */
export const cellsOf = ({ coordinates: [x, y] }: GeoPoint): string[] =>
  SIZES.map((size) => key(size, Math.floor(x / size), Math.floor(y / size)));

/** The squares that a circle touches, of the smallest size of which it touches nine at most. */
export function reachCells({ coordinates: [x, y] }: GeoPoint, radiusKm: number): string[] {
  const height = (radiusKm / KM_PER_DEGREE) * SLACK;
  const width = height / shareAt(Math.abs(y) + height);
  const size = SIZES.find((one) => one >= Math.max(height, width)) ?? LARGEST;
  const columns = between(x - width, x + width, size);
  const rows = between(y - height, y + height, size);
  return [...new Set(columns.flatMap((column) => rows.map((row) => key(size, column, row))))];
}

function between(from: number, to: number, size: number): number[] {
  const first = Math.floor(from / size);
  return Array.from({ length: Math.floor(to / size) - first + 1 }, (_, index) => first + index);
}
