import { DisputeModel, type Dispute } from '../../src/models/dispute.model';
import { DisputeEvidenceModel, type DisputeEvidence } from '../../src/models/disputeEvidence.model';
import { MediaModel } from '../../src/models/media.model';
import { faultsOfEvidence } from '../../src/services/disputes/evidenceChain';
import { say } from './inDatabase';

type Head = Pick<Dispute, '_id' | 'evidenceCount' | 'evidenceHash'>;

/** The evidence of every dispute: nothing was changed, added between or taken away, and its files are there; true when all is so. */
export async function reportEvidence(): Promise<boolean> {
  let [read, wrong] = [0, 0];
  const fields = { evidenceCount: 1, evidenceHash: 1 } as const;
  for await (const dispute of DisputeModel.find({}, fields).sort({ _id: 1 }).lean<Head>().cursor()) {
    const chain = await DisputeEvidenceModel.find({ disputeId: dispute._id })
      .sort({ seq: 1 })
      .lean<DisputeEvidence[]>();
    const faults = [...faultsOfEvidence(dispute, chain), ...(await missingFiles(chain))];
    faults.forEach((fault) => say(`  dispute ${dispute._id.toHexString()}: ${fault}`));
    read += chain.length;
    wrong += faults.length;
  }
  say(`evidence ${wrong === 0 ? 'sound' : `NOT sound, ${wrong} faults`}: ${read} pieces`);
  return wrong === 0;
}

/** The library says of each file what the evidence says of it. */
async function missingFiles(chain: readonly DisputeEvidence[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { seq, files } of chain) {
    for (const { mediaId, key, sha256 } of files) {
      const same = { _id: mediaId, key, state: 'attached', ...(sha256 !== '' && { sha256 }) } as const;
      if (!(await MediaModel.exists(same))) {
        faults.push(`a file of number ${seq} is not in the library as it was given`);
      }
    }
  }
  return faults;
}
