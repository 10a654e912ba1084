/** The first control: a process that refreshes nothing. @module */

export const open = async () => ({ refresh: async () => {} })
