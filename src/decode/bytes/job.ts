/** In a thread: inflates a payload straight into memory that threads share. @module */

import { inShared, join } from '../join.ts'
import type { RunJob } from '../workers/index.ts'

export const bytesJob: RunJob = async (_options, { pieces, sizeHint }) => ({
  value: await join(pieces(), sizeHint, inShared),
})
