/** The flags of what is said and signed of a publication. @module */

import { readFile } from 'node:fs/promises'
import { parseDuration } from '../../base/duration.ts'
import type { PublicationFacts, Sign } from '../../publish/index.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Flag } from '../command.ts'
import type { Given } from '../flags.ts'
import { pathTyped } from '../in-flags.ts'

export const PUBLICATION_FLAGS: readonly Flag[] = [
  { name: 'sign', value: 'file', words: 'sign with this secret key of minisign' },
  {
    name: 'password',
    value: 'text',
    secret: true,
    twin: 'EVERTERM_SIGN_PASSWORD',
    words: 'of that key',
  },
  { name: 'unsigned', words: 'without a key, though what is stable is signed' },
  { name: 'expires', value: 'when', words: 'no good after: 30d, or a moment in ISO 8601' },
  { name: 'min-seq', value: 'seq', words: 'withdraw all publications with a lower number' },
  { name: 'note', value: 'text', many: true, words: '`name=words`, for its provenance; several times' },
]

export async function signOf(given: Given): Promise<Sign | undefined> {
  const path = given.text('sign')
  if (path === undefined) return undefined
  const text = await readFile(path, 'utf8').catch(() => {
    throw usageError(`\`${given.called('sign')}\`: the file ${pathTyped(path)} can't be read`)
  })
  const { minisigner } = await import('../../publish/index.ts')
  return asUsage(() => minisigner(text, given.text('password')), `\`${given.called('sign')}\``)
}

export function saidOf(given: Given): PublicationFacts {
  const minSeq = given.number('min-seq')
  if (minSeq !== undefined && !(Number.isSafeInteger(minSeq) && minSeq >= 1))
    throw usageError(
      `\`${given.called('min-seq')}\` is a whole number, at least 1, not \`${given.text('min-seq')}\``,
    )
  return { minSeq, expires: expiryOf(given.text('expires')), provenance: provenanceOf(given.texts('note')) }
}

function expiryOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const ms = parseDuration(text)
  const moment =
    ms === undefined ? Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? text : '') : Date.now() + ms
  if (Number.isFinite(moment) && moment > Date.now()) return new Date(moment).toISOString()
  throw usageError(
    `\`--expires\` is a duration as \`30d\`, or a moment to come as \`2030-01-31T00:00:00Z\`, not \`${text}\``,
  )
}

function provenanceOf(notes: readonly string[]): PublicationFacts['provenance'] {
  if (notes.length === 0) return undefined
  return Object.fromEntries(
    notes.map((note) => {
      const [, name, words] = /^([^=]{1,100})=(.{1,1000})$/s.exec(note) ?? []
      if (name === undefined || words === undefined)
        throw usageError(`\`--note\` is written as \`name=words\`, not \`${note.slice(0, 200)}\``)
      return [name, words]
    }),
  )
}
