/** How the value of a row is read, whatever column it comes from. @module */

/** The value in a row of the column; `undefined` where it is missing. `key` is that of the record. */
export type Read = (row: number, key: string) => unknown

/** Asks for the key of a row only where the record has it in it and it isn't given. */
export type ReadRow = (row: number, key: string | undefined) => unknown

/** The key of a row; `undefined` for a row without one. */
export type KeyOf = (row: number) => string | undefined
