/** The verdict about a candidate, and its words. @module */

import { fieldOf } from '../../base/errors.ts'
import { numberOf } from '../../base/number-of.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import type { EditionDiff } from '../../term/going-back.ts'
import type { Paint, Style } from '../terminal.ts'

export interface Judgement {
  readonly accepted: boolean
  readonly file: string
  /** The term of a config. */
  readonly term: string | undefined
  readonly digest?: string | undefined
  readonly bytes?: number | undefined
  readonly records?: number | undefined
  readonly signedBy?: string | undefined
  /** Why it was refused: the code of the error, the rule that was not kept to, and its figures. */
  readonly code?: string | undefined
  readonly rule?: string | undefined
  readonly figures?: Readonly<Record<string, number>> | undefined
  readonly reason?: string | undefined
  /** What it would follow. */
  readonly against?:
    | {
        readonly version: string | undefined
        readonly bytes: number | undefined
        readonly records: number | undefined
      }
    | undefined
  readonly diff?: EditionDiff | undefined
}

/** The verdict where the payload would do, and what is said of it wouldn't. */
export const refusedFor = (judgement: Judgement, why: unknown): Judgement => ({
  ...judgement,
  accepted: false,
  code: String(fieldOf(why, 'code') ?? 'ERR_TERM_REFUSED'),
  reason: String(fieldOf(why, 'message')),
})

export function verdictInWords(judgement: Judgement, paint: Paint): string[] {
  const { file, term, accepted, rule, code, reason, diff } = judgement
  const what = term === undefined ? file : `${file} for ${term}`
  const head = accepted
    ? `${paint('green', 'accepted')} ${what}: ${factsInWords(judgement)}`
    : `${paint('red', 'refused')} ${what}: ${reason} (${rule ?? code})`
  return [head, ...(diff === undefined ? [] : diffInWords(diff, paint))]
}

function factsInWords({ bytes, records, digest, signedBy, against }: Judgement): string {
  const was =
    against?.records === undefined || against.records === records ? '' : ` (${against.records} before)`
  return [
    ...(bytes === undefined ? [] : [sizeInWords(bytes)]),
    ...(records === undefined ? [] : [`${numberOf(records, 'record')}${was}`]),
    ...(digest === undefined ? [] : [`sha256 ${digest}…`]),
    ...(signedBy === undefined ? [] : [`signed by ${signedBy}`]),
  ].join(' · ')
}

const SIGNS: Readonly<Record<'added' | 'removed' | 'changed', readonly [sign: string, style: Style]>> = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
}

function diffInWords({ counts, entries, complete }: EditionDiff, paint: Paint): string[] {
  const { added, removed, changed } = counts
  if (added + removed + changed === 0) return ['no difference']
  return [
    `${added} added, ${removed} removed, ${changed} changed`,
    ...entries.map(({ kind, path }) => {
      const [sign, style] = SIGNS[kind]
      return paint(style, `  ${sign} ${path === '' ? '(the whole value)' : path}`)
    }),
    ...(complete || entries.length === 0 ? [] : ['  …']),
  ]
}
