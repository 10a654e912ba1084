/** A thread that is busy for so many seconds, at the priority of those that decode. @module */

import { createHash } from 'node:crypto'
import { workerData as seconds } from 'node:worker_threads'
import { stepBack } from '../../dist/src/decode/workers/step-back.js'

stepBack()
const bytes = Buffer.alloc(1_000_000, 7)
const until = performance.now() + seconds * 1_000
while (performance.now() < until) createHash('sha256').update(bytes).digest()
