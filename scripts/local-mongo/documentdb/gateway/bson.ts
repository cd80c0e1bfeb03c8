import { deserialize, serialize, type Document } from 'bson';

/** Serialises a document without copying it. */
export function toBytes(document: Document): Buffer {
  const bytes = serialize(document);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads only the first level; nested documents stay as bytes, so their values survive untouched. */
export function readTopLevel(bytes: Uint8Array): Document {
  return deserialize(bytes, { raw: true, useBigInt64: true, validation: { utf8: false } });
}

/** Reads a whole document in a form that serialises back to the same bytes. */
export function readExactly(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteValues: false, bsonRegExp: true });
}

/** Splits a sequence of documents laid end to end. */
export function splitDocuments(sequence: Buffer): Buffer[] {
  const documents: Buffer[] = [];
  for (let start = 0; start < sequence.length;) {
    const end = start + sequence.readInt32LE(start);
    documents.push(sequence.subarray(start, end));
    start = end;
  }
  return documents;
}

/** The value at a dotted path; undefined where the path does not exist. */
export function valueAtPath(document: Document, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Document | null | undefined)?.[key], document);
}
