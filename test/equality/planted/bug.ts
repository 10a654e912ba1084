/** A bug that is put into the sources on purpose. @module */

export interface Edit {
  /** The file, below `src/decode/table/`. */
  readonly file: string
  /** The text to be replaced, which is in the file exactly once. */
  readonly from: string
  readonly to: string
}

export interface Bug {
  readonly name: string
  readonly edits: readonly Edit[]
}

export const bug = (name: string, file: string, from: string, to: string, ...more: readonly Edit[]): Bug => ({
  name,
  edits: [{ file, from, to }, ...more],
})
