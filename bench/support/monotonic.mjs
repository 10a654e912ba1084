/** Milliseconds on a clock that all threads of the machine read alike, unlike `performance.now`. @module */

export const monotonic = () => Number(process.hrtime.bigint()) / 1e6
