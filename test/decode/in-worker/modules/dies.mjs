/** A module for `inWorker` that ends its thread. @module */

export const decode = () => process.exit(3)
