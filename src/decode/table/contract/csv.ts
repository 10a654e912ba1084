/** How a payload of CSV or TSV is read: options of `table` and of all else that reads records. @module */

/** What the fields of a column become; an empty field of a number or of a boolean is `null`. */
export type CsvType = 'text' | 'number' | 'boolean'

/** Options for `format: 'csv'` and `format: 'tsv'` alone. */
export interface CsvOptions {
  /**
   * The names of the columns, in their order; `true`: the first row has them. They are of 128 KiB at most, and no two of them
   * may be the same.
   *
   * @defaultValue true
   */
  readonly header?: true | readonly string[] | undefined
  /**
   * The types of columns by name; a column that isn't named is text. A number has digits, which may have a sign, decimals and
   * an exponent (`+1`, `.5`, `007`, `1e3`); a boolean is `true`, `t`, `yes`, `y`, `1` or `false`, `f`, `no`, `n`, `0` in
   * any case; blanks around them don't count. Any other field is refused.
   *
   * `'infer'` reads the payload twice: a column is of numbers, or of `true` and `false`, only if all its fields are, or are
   * empty. Text stays what would lose something as a number: zeros in front, a plus, an exponent, more than 15 digits before
   * the point, blanks.
   *
   * @defaultValue all text
   */
  readonly types?: 'infer' | Readonly<Record<string, CsvType>> | undefined
  /**
   * What stands between two fields: one character of ASCII.
   *
   * @defaultValue `,` for `'csv'`, a tab for `'tsv'`
   */
  readonly separator?: string | undefined
  /**
   * Does a quote at the beginning of a field enclose it? `false`: it is a character like others, as TSV often has it.
   *
   * @defaultValue true
   */
  readonly quotes?: boolean | undefined
  /**
   * What stands before the decimals of numbers.
   *
   * @defaultValue `.`
   */
  readonly decimal?: '.' | ',' | undefined
}

/** The same, checked, and with nothing left out: plain data that goes to a thread. */
export interface CsvHow {
  /** The names of the columns; `true`: the first row has them. */
  readonly header: true | readonly string[]
  /** The types of columns that aren't text; `infer`: as the fields allow. */
  readonly types: 'infer' | Readonly<Record<string, CsvType>>
  /** One character of ASCII. */
  readonly separator: string
  /** May fields be in quotes? */
  readonly quotes: boolean
  /** What stands before the decimals of numbers. */
  readonly decimal: '.' | ','
}
