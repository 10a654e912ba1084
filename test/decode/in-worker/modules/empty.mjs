/** A module for `inWorker` that exports no function. @module */

export const decode = 1
