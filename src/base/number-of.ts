/** A number with its noun, as people say it: `1 restart`, `2 restarts`. @module */

export const numberOf = (amount: number, noun: string): string =>
  `${amount} ${amount === 1 ? noun : `${noun}s`}`
