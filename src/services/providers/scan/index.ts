import type { Config } from '../../../config';
import { makeClamd } from './clamd';
import type { VirusScanner } from './provider';

/** The scanner for these settings: clamd where there is one, else nobody looks, and the health says so. */
export const makeVirusScanner = ({ media }: Pick<Config, 'media'>): VirusScanner =>
  media.clamd ? makeClamd({ address: media.clamd }) : noScanner;

const noScanner: VirusScanner = {
  name: 'none',
  scan: () => Promise.resolve({ state: 'clean' }),
  state: () => 'off',
};
