/** The `wait` of the charts on a clock that the test moves. @module */

import { fromCallback, type SimulatedClock } from 'xstate'
import type { Due, WaitInput } from '../../machines/index.ts'

export const waitOn = (clock: SimulatedClock) =>
  fromCallback<Due, WaitInput>(({ input: { ms }, sendBack }) => {
    if (ms === null) return
    const timer = clock.setTimeout(() => sendBack({ type: 'due' }), ms)
    return () => clock.clearTimeout(timer)
  })
