/** A module for `inWorker` without a default export. @module */

export const decode = (bytes) => bytes.byteLength
