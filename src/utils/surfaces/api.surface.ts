import { errorText } from '../errorText';
import type { Page } from '../page';
import type { Surface } from './surface';

/** The main dialect (product.md section 1): `{ success, data, message?, pagination? }` and the error envelope. */
export const apiSurface: Surface = {
  name: 'api',
  prefix: '/api',
  success: (data, extra = {}) => ({ success: true, data, ...extra }),
  list: (page, extra = {}) => ({ success: true, data: page.items, pagination: paginationOf(page), ...extra }),
  failure: (error, { locale, requestId }) => ({
    success: false,
    message: errorText(error.code, locale),
    code: error.code,
    statusCode: error.status,
    requestId,
    ...error.pub,
  }),
};

function paginationOf(page: Page<unknown>): Record<string, unknown> {
  return {
    page: page.page,
    limit: page.limit,
    totalPages: Math.ceil(page.totalItems / page.limit),
    totalItems: page.totalItems,
    totalIsCapped: page.totalIsCapped,
    hasNextPage: page.hasNextPage,
    hasPrevPage: page.page > 1,
    nextCursor: page.nextCursor ?? null,
  };
}
