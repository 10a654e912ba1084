/** Why the gate lets a payload or a value not pass: as data, of which the gate makes a `TermError` and an event. @module */

export type RefusalCode =
  | 'ERR_TERM_DIGEST'
  | 'ERR_TERM_SIGNATURE'
  | 'ERR_TERM_OUTDATED'
  | 'ERR_TERM_EXPIRED'
  | 'ERR_TERM_GUARD'

export interface Refusal {
  readonly code: RefusalCode
  /** What was not kept: the name of the option, or of the part of a signature, such as `maxShrink` or `key`. */
  readonly rule: string
  /** In words, with the figures; never a payload or a secret. */
  readonly message: string
  /** The figures by name, where the rule is about numbers. */
  readonly figures?: Readonly<Record<string, number>> | undefined
  /** What a function of the user's own threw. */
  readonly cause?: unknown
}

// Figures in messages, the same in each locale: `1,000`, `98.8 %`.
const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const PERCENT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export const count = (number: number): string => COUNT.format(number)

/** Of a share: 0.988 is 98.8 %. */
export const percent = (share: number): string => `${PERCENT.format(share * 100)} %`

export const records = (number: number): string => `${count(number)} ${number === 1 ? 'record' : 'records'}`
