/** Makes the actor for the `wait` slot of the charts, which waits on the clock of a tree. @module */

import { fromCallback } from 'xstate'
import type { Due, WaitInput } from '../../machines/index.ts'
import { lean } from '../../machines/lean-actor.ts'
import type { Clock } from '../base/clock.ts'
import { patience } from '../base/patience.ts'

/** The actor that waits on this clock. */
export const waitActor = (clock: Clock) =>
  fromCallback<Due, WaitInput>(({ input, sendBack, self }) => {
    lean(self)
    if (input.ms === null) return
    const due = () => sendBack({ type: 'due' })
    if (input.isBound) return patience(input.ms, due, clock)
    const timer = clock.setTimeout(due, input.ms)
    return () => clock.clearTimeout(timer)
  })
