/** How lmdb is opened: at its fastest for what can be fetched again. @module */

export const LMDB = { sharedStructuresKey: Symbol.for('structures'), noSync: true, compression: false }
