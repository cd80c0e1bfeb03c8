import type { ZzProbe } from '../../models/zzProbe.model';
import { abilities } from '../../services/policies/policy';
import { zzProbePolicy } from '../../services/policies/zzProbe.policy';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';

/** What the owner sees of his zz probe. */
export const presentZzProbe = (zzProbe: ZzProbe, viewer: Actor) => ({
  id: idOf(zzProbe),
  _id: idOf(zzProbe),
  title: zzProbe.title,
  createdAt: zzProbe.createdAt.toISOString(),
  can: abilities(zzProbePolicy, viewer, zzProbe),
});
