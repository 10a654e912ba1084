/** Tells a process that decodes from all others: both run the module that threads run. @module */

/** The last argument of such a process. */
export const CHILD_MARK = 'everterm-decode'

export const isChild = (): boolean => process.argv.at(-1) === CHILD_MARK
