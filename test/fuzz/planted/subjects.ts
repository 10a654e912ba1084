/** Readers with a fault each, on purpose: the harness has to find every one of them. @module */

import type { FuzzSubject } from '../harness/subject.ts'

const planted = (name: string, check: FuzzSubject['check']): FuzzSubject => ({
  name,
  share: 1,
  seeds: [Buffer.from('{"a":1,"b":[true,null]}')],
  words: ['"', '{'],
  check,
})

const kept: unknown[] = []

export const SUBJECTS: readonly FuzzSubject[] = [
  planted('throws without a code', (input) => void JSON.parse(Buffer.from(input).toString())),
  planted('hangs', (input) => {
    while (input[0] === 0x5b) {
      // An endless loop, which no signal ends.
    }
  }),
  // 40 bytes an input are a leak that a service would notice after a month.
  planted('keeps what it read', () => void kept.push(new Float64Array(5))),
]
