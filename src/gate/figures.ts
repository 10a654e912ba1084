/** Figures in messages, the same in each locale: `1,000`, `98.8 %`. @module */

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const PERCENT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export const count = (number: number): string => COUNT.format(number)

/** Of a share: 0.988 is 98.8 %. */
export const percent = (share: number): string => `${PERCENT.format(share * 100)} %`

export const records = (number: number): string => `${count(number)} ${number === 1 ? 'record' : 'records'}`
