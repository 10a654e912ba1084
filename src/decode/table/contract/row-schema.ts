/** What records must be like: an option of `table`, `rows` and `ranges`. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'

export interface RowSchemaOptions<Row = unknown> {
  /**
   * A Standard Schema (Zod, Valibot, ArkType) that each record must match: `Row` is the type of what it takes. The gate asks it
   * about every record before a table is published, in slices of 2 ms, and refuses the payload (`ERR_TERM_SCHEMA`) where one
   * doesn't match; 100 of them end the search. An async schema is awaited, record by record.
   *
   * The table keeps records as they came: what the schema makes of them (transforms, defaults) is ignored.
   *
   * @defaultValue records may be anything that the payload can hold
   */
  readonly row?: StandardSchemaV1<Row, unknown> | undefined
}
