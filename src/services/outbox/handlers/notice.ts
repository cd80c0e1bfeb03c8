import { makeNotice } from '../../notices/notice';
import { on } from './handler';

/** Notices and letters of this application's events. */
export const { notice, letter } = makeNotice(on);
