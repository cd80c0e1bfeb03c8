import { defineCodes } from './defineCodes';

/** Who does not want to meet whom. */
export const blockCodes = defineCodes({
  'block.yourself': { status: 400, en: 'You cannot block yourself.', ar: 'لا يمكنك حظر نفسك.' },
});
