/** everterm/worker: one copy for all threads. @module */

export { TermError, type TermErrorCode } from './base/errors.ts'
export { attach, type SharedTerm } from './share/attach.ts'
export { type Shareable, shareWith, type Unshare } from './share/index.ts'
export type { Origin } from './store/edition.ts'
export type { Snapshot } from './store/snapshot.ts'
export type { ChangesOptions, Listener, Unsubscribe } from './term/listeners.ts'
export type { ReadyOptions } from './term/wait.ts'
