/** Keeps nothing. @module */

export const open = async () => ({})
