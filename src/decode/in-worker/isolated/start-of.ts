/** The start of a process that decodes, until it takes up its work: one that never does has the wrong module. @module */

import type { TermError } from '../../../base/errors.ts'
import { patience } from '../../../base/patience.ts'
import type { DecodeProcesses } from '../../decoder.ts'
import { wrongEntry } from '../../workers/index.ts'

export interface BegunProcess {
  /** Calls back when the process has said nothing for too long. */
  late(tell: (error: TermError) => void): void
  /** What is wrong with the module of a process that ended so; `undefined` where it was at work, or something else may be to blame. */
  wrong(code: number | null): TermError | undefined
  /** It is at work, or nobody waits for it any longer. */
  end(): void
}

/** Node.js ends so where it knows an option of `workers.execArgv` not: the module has not been seen at all. */
const BAD_OPTION = 9

/** Our own module may be slow, and no more. */
export function startOf({ entry, isNamed, startMs }: DecodeProcesses): BegunProcess {
  if (entry === undefined || !isNamed) return { late() {}, wrong: () => undefined, end() {} }
  let isOver = false
  let endPatience = () => {}
  return {
    late(tell) {
      const how = `it said nothing for ${startMs / 1000} s`
      endPatience = patience(startMs, () => tell(wrongEntry(entry, { how })))
    },
    wrong: (code) =>
      isOver || code === null || code === BAD_OPTION
        ? undefined
        : wrongEntry(entry, { how: `it ended with code ${code}` }),
    end() {
      isOver = true
      endPatience()
    },
  }
}
