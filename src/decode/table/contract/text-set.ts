/** What users hold, one version of a set of texts, and what they may ask for. @module */

/** A set of texts in shared memory. It stays valid and as it is for as long as someone holds it. */
export interface TextSet extends Iterable<string> {
  /** How many different texts. */
  readonly size: number
  /** How many entries of the payload were there before: a text counts once. */
  readonly duplicates: number
  /** The memory that all threads share, in bytes. */
  readonly byteLength: number
  /** Is it one of them? With `caseless`, whether its letters are large or small. */
  has(text: string): boolean
  /** In the order in which the document has them; so does iteration. */
  values(): IterableIterator<string>
  /** Against the version that came before, live or not, where `changes` was asked for. */
  readonly changes: TextSetChanges | undefined
}

/** Which texts differ from the version before. */
export interface TextSetChanges {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** How many there are of each, also where there are too many to be listed. */
  readonly counts: { readonly added: number; readonly removed: number }
  /** Are all listed? */
  readonly complete: boolean
}

/** How a set of texts is made of a payload. */
export interface LinesOptions {
  /**
   * `'lines'`: an entry a line, which ends in LF or CRLF; the last one needs no end, and blank lines are passed over. `'json'`:
   * an array of strings, and nothing else in it.
   *
   * @defaultValue `'lines'`
   */
  readonly format?: 'lines' | 'json' | undefined
  /**
   * What a comment begins with, such as `'#'`, `';'` or `'//'`, at most 16 characters: at the beginning of a line or after
   * white space, and up to the end of the line. So `c#` is no comment, and `10.0.0.0/8 ; why` is an entry and a comment.
   *
   * @defaultValue none: all of a line is its entry
   */
  readonly comments?: string | undefined
  /**
   * Are spaces and tabs around a line left out?
   *
   * @defaultValue true
   */
  readonly trim?: boolean | undefined
  /**
   * Are large and small letters the same, as in names of hosts? Of ASCII only: `A` is `a`, and `Ä` isn't `ä`. `values` has small
   * letters then.
   *
   * @defaultValue false
   */
  readonly caseless?: boolean | undefined
  /**
   * Fewer different texts are refused, by the gate of the term.
   *
   * @defaultValue 1
   */
  readonly minRecords?: number | undefined
  /**
   * Tell which texts were added or removed; a number: list at most so many of each.
   * They are told against the version that came before, which under a pin may be one that was never live.
   *
   * @defaultValue false; `true` lists at most 10,000 of each
   */
  readonly changes?: boolean | number | undefined
}
