/** The words of a job that callers choose from. */

export const PAYMENT_TYPES = ['Escrow', 'Cash', 'CashProtected'] as const;
export type PaymentType = (typeof PAYMENT_TYPES)[number];
export const URGENCIES = ['normal', 'urgent', 'emergency'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const EXPERIENCE_LEVELS = ['helper', 'worker', 'expert'] as const;
export type ExperienceLevel = (typeof EXPERIENCE_LEVELS)[number];
export const SALARY_TYPES = ['daily', 'weekly', 'monthly', 'fixed'] as const;
export type SalaryType = (typeof SALARY_TYPES)[number];
