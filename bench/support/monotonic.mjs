/** Reads a clock in ms that is the same for all threads and processes of the machine, unlike `performance.now`. @module */

export const monotonic = () => Number(process.hrtime.bigint()) / 1e6
