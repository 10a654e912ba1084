/** The question that comparing two tables comes down to: are these two rows the same? @module */

/** Is what a row of the table before holds the same as what a row of the table after holds? */
export type Same = (before: number, after: number) => boolean
