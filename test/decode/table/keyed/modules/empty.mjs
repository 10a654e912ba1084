/** A module that exports no function. @module */

export const key = 'id'
