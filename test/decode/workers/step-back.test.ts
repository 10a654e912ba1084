/** A thread that decodes lets others go first. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'

/** The niceness of each thread of this process: the seventeenth field behind the name, see `proc(5)`. */
function nicenesses(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
  })
}

describe.runIf(process.platform === 'linux')('a thread that decodes', () => {
  it('has five steps less priority than the service, whose own threads keep theirs', async () => {
    const own = getPriority()
    const lower = () => nicenesses().filter((niceness) => niceness === own + 5).length
    const before = lower()
    const pool = poolOf({ max: 1 })
    await pool.run({ kind: 'bytes', options: undefined }, ownWire(utf8('one')), new AbortController().signal)
    expect(lower()).toBe(before + 1)
    expect(getPriority()).toBe(own)
  })
})
