/** The four steps of an attempt, and what each is called: as a state, in spans and metrics, in errors and in messages. @module */

/** In order: the state of a term that works, which messages use as well, and the step that is done in it. */
export const STEPS = {
  probing: 'probe',
  downloading: 'download',
  decoding: 'decode',
  storing: 'store',
} as const

/** A state in which a term works; in the two others it waits. */
export type WorkingState = keyof typeof STEPS

/** What spans and metrics call a step. */
export type StepName = (typeof STEPS)[WorkingState]

/** In order: the stages that an error tells apart, and the state in which each of them happens. */
export const STAGES = {
  setup: 'probing',
  probe: 'probing',
  download: 'downloading',
  decode: 'decoding',
  validate: 'decoding',
  store: 'storing',
} as const satisfies Record<StepName | 'setup' | 'validate', WorkingState>

/** The stages of an attempt; an error tells in which one it arose. */
export type Stage = keyof typeof STAGES
