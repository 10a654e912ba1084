/** Damage as a network, a disk and a hostile hand do it, drawn from a seed: the same number is the same input again. @module */

import { type Random, randomOf } from '../../equality/random.ts'
import type { FuzzSubject } from './subject.ts'

type Source = Pick<FuzzSubject, 'seeds' | 'words'>
type Change = (bytes: Buffer, at: number, random: Random, source: Source) => Buffer

const EXTREMES = ['0', '-1', '9'.repeat(30), '2147483648', '1e999', 'NaN', '\u0000', '\ufeff', '\r\n', '\x7f']

const spliced = (bytes: Buffer, at: number, cut: number, put: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)])

const lengthFrom = (random: Random): number =>
  random.chance(0.7) ? random.between(1, 3) : random.between(1, 60)

const CHANGES: readonly Change[] = [
  (bytes, at, random) => spliced(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(8))])),
  (bytes, at, random) => spliced(bytes, at, 1, Buffer.from([random.below(256)])),
  (bytes, at, random) => spliced(bytes, at, lengthFrom(random), Buffer.alloc(0)),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at) => bytes.subarray(at),
  (bytes, at, random) => spliced(bytes, at, 0, Buffer.from([random.below(256)])),
  (bytes, at, random) => spliced(bytes, at, 0, bytes.subarray(at, at + lengthFrom(random))),
  (bytes, at, random, { words }) => spliced(bytes, at, 0, Buffer.from(random.pick(words), 'latin1')),
  (bytes, at, random, { words }) =>
    spliced(bytes, at, lengthFrom(random), Buffer.from(random.pick(words), 'latin1')),
  (bytes, at, random) => spliced(bytes, at, lengthFrom(random), Buffer.from(random.pick(EXTREMES))),
  (bytes, at, random, { seeds }) => {
    const other = random.pick(seeds)
    return spliced(bytes, at, bytes.length, other.subarray(random.below(other.length + 1)))
  },
  (bytes, at, random, { words }) =>
    spliced(bytes, at, 0, Buffer.from(random.pick(words).repeat(random.between(2, 60)), 'latin1')),
]

/** One input of a subject. A few are whole, and a few are made of nothing but chance. */
export function inputOf(source: Source, seed: number, number: number): Uint8Array {
  const random = randomOf(seed, number)
  if (random.chance(0.02))
    return Buffer.from(Array.from({ length: random.below(80) }, () => random.below(256)))
  let bytes: Buffer = Buffer.from(random.pick(source.seeds))
  const changes = random.chance(0.02) ? 0 : random.between(1, 4)
  for (let left = changes; left > 0; left--) {
    bytes = random.pick(CHANGES)(bytes, random.below(bytes.length + 1), random, source)
  }
  // Of its own memory, at its beginning: what a reader is given in earnest.
  return Uint8Array.from(bytes)
}
