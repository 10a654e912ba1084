/** Opens lmdb at its fastest, for data that can be fetched again. @module */

export const LMDB = { sharedStructuresKey: Symbol.for('structures'), noSync: true, compression: false }
