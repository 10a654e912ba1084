/** The working states of a term and the names of their phases in spans and metrics. @module */

import type { Phases, TermState } from '../../events/events.ts'

export type PhaseName = 'probe' | 'download' | 'decode' | 'store'

export const PHASE_NAMES: Readonly<Record<keyof Phases, PhaseName>> = {
  probing: 'probe',
  downloading: 'download',
  decoding: 'decode',
  storing: 'store',
}

/** The phase of a state, `undefined` for one that waits. */
export const phaseOf = (state: TermState): PhaseName | undefined =>
  (PHASE_NAMES as Partial<Record<TermState, PhaseName>>)[state]
