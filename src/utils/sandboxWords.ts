/** The test cards of the sandbox's pay page, by what becomes of them. */
export const SANDBOX_CARDS = [
  'success',
  'secure',
  'insufficient_funds',
  'card_declined',
  'expired_card',
  'limit_exceeded',
  'fraud_suspected',
] as const;
