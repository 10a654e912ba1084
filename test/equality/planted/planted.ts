/** Plants the bugs one after another, and tells which of them the sample finds. @module */

import { BUGS } from './bugs.ts'
import { nursery } from './plant.ts'

// Documents may hold characters that a terminal would obey.
const firstLine = (text: string): string =>
  (text.trim().split('\n')[0] ?? '').replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 160)

/** Plants all bugs, and returns how many stayed hidden. Without a bug nothing may be found. */
export async function plantAll(): Promise<number> {
  const { plant, remove } = await nursery()
  let hidden = 0
  try {
    const clean = await plant({ name: 'none', edits: [] })
    if (clean !== undefined) throw new Error(`without a planted bug: ${clean}`)
    for (const bug of BUGS) {
      const found = await plant(bug)
      if (found === undefined) hidden++
      console.log(
        found === undefined
          ? `NOT FOUND  ${bug.name}`
          : `found      ${bug.name}\n           ${firstLine(found)}`,
      )
    }
  } finally {
    await remove()
  }
  console.log(`${BUGS.length - hidden} of ${BUGS.length} planted bugs were found`)
  return hidden
}
