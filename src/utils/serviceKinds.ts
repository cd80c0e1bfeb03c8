/** `technical` asks for a trade that one has learnt, `daily` for willing hands. */
export const SERVICE_KINDS = ['technical', 'daily'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];
