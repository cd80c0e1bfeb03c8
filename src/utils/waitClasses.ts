/** Classes of the time to the first quote: each up to so many minutes, the last without an end. */
export const WAIT_CLASSES = {
  m5: 5,
  m15: 15,
  m30: 30,
  h1: 60,
  h2: 120,
  h4: 240,
  h8: 480,
  d1: 1_440,
  d3: 4_320,
  more: Infinity,
} as const;
export type WaitClass = keyof typeof WAIT_CLASSES;
