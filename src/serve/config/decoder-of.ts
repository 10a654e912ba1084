/** Finds the decoder of a term in a configuration. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { type Deserialize, decoderFor } from '../formats/decoder.ts'
import {
  FORMAT_OPTIONS,
  FORMATS,
  formatsWith,
  isFormat,
  isRangeField,
  optionsOf,
} from '../formats/formats.ts'
import { type ConfigFault, made, within } from './faults.ts'

/** The decoder of what is checked already: one of the formats, or a function of the user's. */
export function decoderOf(
  path: string,
  term: Readonly<Record<string, unknown>>,
  faults: ConfigFault[],
): Deserialize | undefined {
  const { format = 'json', deserialize } = term
  if (deserialize !== undefined) {
    const both = ['format', ...FORMAT_OPTIONS].find((field) => term[field] !== undefined)
    if (both === undefined) return deserialize as Deserialize
    faults.push({ path: within(path, both), words: 'left out where there is `deserialize`' })
    return undefined
  }
  const given = FORMAT_OPTIONS.filter((field) => term[field] !== undefined)
  if (isFormat(format)) {
    const own = optionsOf(format)
    for (const field of given.filter((one) => !own.includes(one)))
      faults.push({ path: within(path, field), words: `only with ${inWords(field)}` })
    const fields = given.filter((field) => own.includes(field)).map((field) => [field, term[field]])
    const make = (options: object) => decoderFor(format, options, 'config')
    return made(path, Object.fromEntries(fields), make, faults, (option) =>
      isRangeField(option) ? `ranges.${option}` : option,
    )
  }
  // Which options it would have nobody knows.
  const hint = didYouMean(format, FORMATS)
  const words = `expected one of ${FORMATS.join(', ')}${hint === undefined ? '' : `; ${hint}`}`
  faults.push({ path: within(path, 'format'), words })
  return undefined
}

const inWords = (field: (typeof FORMAT_OPTIONS)[number]): string =>
  formatsWith(field)
    .map((format) => `\`"format": "${format}"\``)
    .join(' or ')
