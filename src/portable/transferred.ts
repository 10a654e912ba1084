/** What goes to another thread as itself, and leaves its place empty. @module */

import type { MessagePort } from 'node:worker_threads'

/** Node's own name for it differs from one version of its types to the next. */
export type Transferred = ArrayBuffer | MessagePort
