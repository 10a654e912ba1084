/** The values of one document in one of the other forms, drawn anew for each document. @module */

import { Difference } from '../compare/difference.ts'
import type { Document } from '../generate/documents.ts'
import { readingOf } from '../oracle/oracle.ts'
import { cutsOf, pieces } from '../pieces.ts'
import type { Random } from '../random.ts'
import { asCsv } from './csv.ts'
import { asDamaged } from './damaged.ts'
import type { Form } from './form.ts'
import { byModule } from './keyed.ts'
import { byParts } from './keys.ts'
import { asItems, asLines, asSequence, atPath } from './places.ts'
import { asQueries } from './queries.ts'
import { asRanges } from './ranges.ts'
import { asSet } from './sets.ts'

const FORMS: Readonly<Record<string, Form>> = {
  ...{
    asItems,
    asLines,
    asSequence,
    atPath,
    byParts,
    byModule,
    asSet,
    asCsv,
    asDamaged,
    asRanges,
    asQueries,
  },
}

/** In bytes: what is longer is held to the table alone. */
const LONGEST = 50_000

/** @throws Difference naming the form */
export async function checkForms({ key, bytes }: Document, random: Random): Promise<void> {
  if (bytes.length > LONGEST) return
  const reading = readingOf(bytes, key)
  if ('refused' in reading) return
  const name = random.pick(Object.keys(FORMS))
  const rows = [...reading.rows.values()]
  const cut = (text: string) => {
    const whole = new TextEncoder().encode(text)
    const cuts =
      whole.length < 5000 && random.chance(0.4) ? [random.pick([1, 5])] : cutsOf(random, whole.length)
    return () => pieces(whole, cuts)
  }
  try {
    await FORMS[name]?.({ rows, random, cut })
  } catch (error) {
    if (error instanceof Difference) error.message = `[${name}] ${error.message}`
    throw error
  }
}
