import { fold } from './fold';

/** The name of a city or state as names of places are compared; undefined when there is none. */
export function placeKeyOf(name: string | null | undefined): string | undefined {
  const key = fold(name ?? '')
    .trim()
    .replace(/\s+/gu, ' ');
  return key === '' ? undefined : key;
}
