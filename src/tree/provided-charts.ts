/** Fills the slots of the charts, one set for each tree. @module */

import { partitionMachine, type Report, supervisorMachine, termMachine } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { derivedActors } from '../term/derivation/index.ts'
import { termActions } from '../term/outcomes.ts'
import { termActors } from '../term/pipeline.ts'
import { waitActor } from './wait-actor.ts'

export type ProvidedCharts = ReturnType<typeof providedCharts>

/** Makes the charts of a tree, which wait on its clock and report to it. */
export function providedCharts(clock: Clock, hear: (report: Report) => void) {
  const wait = waitActor(clock)
  const report = (_: unknown, told: Report) => hear(told)
  const partition = partitionMachine.provide({ actors: { wait }, actions: { report } })
  return {
    term: termMachine.provide({ actors: { wait, ...termActors }, actions: termActions }),
    derived: termMachine.provide({ actors: { wait, ...derivedActors }, actions: termActions }),
    supervisor: supervisorMachine.provide({ actors: { wait, partition }, actions: { report } }),
  }
}
