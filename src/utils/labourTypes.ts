/** How a craftsman lets himself be hired. */
export const LABOUR_TYPES = ['daily', 'weekly', 'monthly', 'partTime', 'fullTime', 'contract'] as const;
export type LabourType = (typeof LABOUR_TYPES)[number];
