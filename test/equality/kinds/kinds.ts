/** All kinds of documents; each document has a number, by which it can be had again. @module */

import { type Document, shapedDocument, wildDocument } from '../generate/documents.ts'
import { mutant } from '../generate/mutants.ts'
import { type Random, randomOf } from '../random.ts'
import { LARGE } from './large.ts'
import { NASTY_DOCUMENTS, NASTY_VALUES_ANYWHERE } from './nasty.ts'
import { PUBLIC } from './public.ts'
import { SINGLE_BYTES } from './single-bytes.ts'
import { UTF8 } from './utf8.ts'

export interface Kind {
  readonly name: string
  /** How many documents of this kind there are in the whole run, and in a sample. */
  readonly all: number
  readonly sample: number
  at(number: number, seed: number): Document
}

type Maker = (random: Random) => Document

/** A kind of which there are as many documents as one likes; another seed gives others. */
const endless = (name: string, all: number, sample: number, make: Maker): Kind => ({
  name,
  all,
  sample,
  at: (number, seed) => make(randomOf(number, seed * 256 + name.charCodeAt(0))),
})

function damaged(random: Random): Document {
  const { key, bytes } = random.chance(0.6)
    ? shapedDocument(random, random.between(1, 5))
    : wildDocument(random)
  return { key, bytes: mutant(random, bytes), before: bytes }
}

export const KINDS: readonly Kind[] = [
  { name: 'layouts', all: NASTY_DOCUMENTS.count, sample: NASTY_DOCUMENTS.count, at: NASTY_DOCUMENTS.at },
  { name: 'nasty', all: NASTY_VALUES_ANYWHERE.count, sample: 900, at: NASTY_VALUES_ANYWHERE.at },
  { name: 'bytes', all: SINGLE_BYTES.count, sample: 300, at: SINGLE_BYTES.at },
  { name: 'utf8', all: UTF8.count, sample: 300, at: UTF8.at },
  endless('wild', 30_000, 200, wildDocument),
  endless('shaped', 40_000, 300, shapedDocument),
  endless('mutant', 91_000, 500, damaged),
  { name: 'public', all: PUBLIC.count, sample: 10, at: PUBLIC.at },
  { name: 'large', all: LARGE.count, sample: 0, at: LARGE.at },
]

/** The numbers of a sample lie evenly among all; of the public data it has the smallest. */
export const sampleOf = ({ name, all, sample }: Kind): number[] =>
  Array.from({ length: sample }, (_, i) => (name === 'public' ? i : Math.floor((i * all) / sample)))

export const allOf = ({ all }: Kind): number[] => Array.from({ length: all }, (_, i) => i)
