/** Where in a payload records are, and how few of them there may be: options of `table` and of `rows`. @module */

export interface PlaceOptions {
  /**
   * Where the records are, in a JSON document that has more than them: `'data'`, `'features'`, `'a.b'`; `['x.y']` for a name
   * that has a dot. What stands around them is the table's `envelope`, and may have 1 MiB, unless it is left out by `envelope: false`. `''`: the payload itself has the records, and
   * nobody looks whether it is a wrapper.
   *
   * Left out: the payload itself has the records. A payload that looks as if they lay further in is refused, and the message
   * names the place.
   */
  readonly at?: string | readonly string[] | undefined
  /**
   * Keep what stands around the records, as `envelope`? `false` leaves it out, however large it is; it is still checked.
   *
   * @defaultValue true
   */
  readonly envelope?: boolean | undefined
  /**
   * Fewer records are refused by the gate, as by `guards: { minRecords }`, which goes before this one. 0 allows an empty
   * document, and with `key` or in `rows` also a payload that is nothing but white space.
   *
   * @defaultValue 1
   */
  readonly minRecords?: number | undefined
}
