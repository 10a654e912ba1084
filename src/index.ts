/** everterm: remote data, always fresh in memory, read like a variable. @module */

export type { Clock } from './base/clock.ts'
export type { Duration } from './base/duration.ts'
export { type Stage, TermError, type TermErrorCode } from './base/errors.ts'
export type { ProofPlace } from './base/proof.ts'
export type { DiffCounts, DiffEntry } from './compare/listing.ts'
export { type BytesOptions, bytes, type SharedBytes } from './decode/bytes.ts'
export { type DecodeInWorker, type InWorkerOptions, inWorker } from './decode/in-worker.ts'
export { json } from './decode/json.ts'
export { type LinesOptions, lines, type TextSet, type TextSetChanges } from './decode/lines.ts'
export {
  type Column,
  type ColumnValues,
  type ColumnVector,
  type CsvOptions,
  type CsvType,
  type FieldLayout,
  type FieldPath,
  type FieldQuery,
  type FoundFrom,
  type FoundRecords,
  type IndexSpec,
  type KeyMaker,
  type NumberView,
  type PlaceOptions,
  type Queries,
  type RangesOptions,
  type RangeTable,
  type RowSchemaOptions,
  type Rows,
  type RowsOptions,
  ranges,
  rows,
  type Scanned,
  type Table,
  type TableChanges,
  type TableKey,
  type TableLayout,
  type TableOptions,
  table,
} from './decode/table.ts'
export type { WorkersOptions } from './decode/workers/index.ts'
export type { Outcome, TermEvent, TermSource, TermState, Trigger } from './events/events.ts'
export type { Observer, SupervisorReading, TermReading, TreeView } from './events/observer.ts'
export type {
  BringProof,
  Changed,
  FetchContext,
  Fetcher,
  Known,
  Probe,
  Source,
  Unchanged,
} from './fetch/fetcher.ts'
export { file } from './fetch/file.ts'
export { type FirstOfOptions, firstOf } from './fetch/first-of.ts'
export { type FixedData, type FixedOptions, fixed } from './fetch/fixed.ts'
export {
  type HttpMinRate,
  type HttpOptions,
  type HttpTimeouts,
  http,
  type RedirectPolicy,
  type RefusedAddress,
} from './fetch/http.ts'
export { type SidecarOptions, sidecar } from './fetch/sidecar.ts'
export { twoStep } from './fetch/two-step.ts'
export {
  type Accepted,
  type Claim,
  type ClaimRules,
  type Ed25519Options,
  type Ed25519PublicKey,
  type Evidence,
  ed25519,
  type Guard,
  type GuardRules,
  type Guards,
  type HashName,
  type MinisignOptions,
  minisign,
  type Proof,
  type Rejected,
  type Validate,
  type Verdict,
  type Verifier,
} from './gate/index.ts'
export { derive } from './handles/derive.ts'
export { type Group, group } from './handles/group.ts'
export { remoteTerm } from './handles/remote-term.ts'
export { type StopOptions, type Supervision, supervise } from './handles/supervise.ts'
export type { RemoteTerm } from './handles/term-handle.ts'
export { type TypesOptions, typesOf } from './shape/index.ts'
export type { Unshare } from './share/index.ts'
export type { Origin } from './store/edition.ts'
export type { Snapshot } from './store/snapshot.ts'
export type { Refreshed } from './term/awaited-refresh.ts'
export type { DeriveOptions } from './term/derivation/index.ts'
export type { DiffOptions, EditionDiff, GoingBack, HeldEdition } from './term/going-back.ts'
export type { KeepsakeFolder } from './term/keepsake-folder.ts'
export type { ChangesOptions, Listener, Unsubscribe } from './term/listeners.ts'
export type {
  CommonOptions,
  Decoding,
  Judging,
  Keeping,
  Limits,
  Resting,
  Retry,
  SchemaDecoding,
  StartPolicy,
  TermScope,
} from './term/options.ts'
export type { QuarantinedPayload } from './term/quarantined.ts'
export type { TermStatus } from './term/status.ts'
export type { ReadyOptions } from './term/wait.ts'
export type {
  Child,
  Children,
  GroupOptions,
  Health,
  Inspect,
  StrategyOptions,
  SuperviseOptions,
  TermHealth,
} from './tree/index.ts'
