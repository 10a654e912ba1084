/** A process that holds nothing. @module */

export const open = async () => ({})
