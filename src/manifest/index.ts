/** What a published edition is: its manifest, the envelope around that, where it lies, and the names of objects. @module */

export { type Envelope, MAX_ENVELOPE_BYTES, readEnvelope, writeEnvelope } from './envelope.ts'
export {
  type DeltaRef,
  type Manifest,
  malformedPart,
  type RecordDeltaRef,
  type Ref,
  readManifest,
  writeManifest,
} from './manifest.ts'
export { CANDIDATE, deltaName, manifestName, objectName, recordDeltaName, STABLE } from './names.ts'
export { type PlaceAddress, placeAddress } from './place-address.ts'
