/** A thread of the whole run: it checks its share of the documents of a kind, and posts what it found. @module */

import { parentPort, workerData } from 'node:worker_threads'
import { checkAll } from './check.ts'
import type { Share } from './in-threads.ts'
import { KINDS } from './kinds/kinds.ts'
import { runKind } from './runner.ts'

const { kind: name, numbers, ...options } = workerData as Share
const kind = KINDS.find((one) => one.name === name)
if (kind === undefined) throw new Error(`there is no kind ${name}`)
parentPort?.postMessage(await runKind(kind, numbers, { ...options, check: checkAll }))
