/** What users hold of ranges, and what they may ask for. @module */

/** How one of many ranges is found. */
export interface RangeSearch<Row> {
  /**
   * The record whose range has the address; `undefined` where none has it, or the text is no address. It is a text (a zone such as
   * `%eth0` is left out), or the number of an address of IPv4, or as `bigint` of one of IPv6. Where ranges are of numbers it is a
   * number, or the text of an address of IPv4, which means its number.
   */
  find(address: string | number | bigint): Row | undefined
  /** The same, and only where the record is: `countries.get(position)` reads one field of it, of `column('country')`. */
  positionOf(address: string | number | bigint): number | undefined
}

/** Where records have their ranges, and how these may lie. */
export interface RangeFieldOptions {
  /**
   * The field with the first address of a range, or with its first number: `'start'`, `'range.start'`, `['range', 'start']`.
   * Addresses are texts of IPv4 or IPv6, also in one payload; IPv4 within IPv6 (`::ffff:192.0.2.1`) is IPv4.
   */
  readonly from?: string | readonly string[] | undefined
  /** The field with its last one, which belongs to it. */
  readonly to?: string | readonly string[] | undefined
  /**
   * In place of both, the field with a network: `192.0.2.0/24`, or an address alone. `''`: the record itself is that text. Bits
   * behind the prefix don't matter.
   */
  readonly cidr?: string | readonly string[] | undefined
  /**
   * May ranges lie within others? `'refuse'`: the payload is refused, with both records. `'innermost'`: what is found is the
   * narrowest range that has the address, and of equal ones the last; ranges that cross are refused.
   *
   * @defaultValue `'refuse'`
   */
  readonly overlaps?: 'refuse' | 'innermost' | undefined
}
