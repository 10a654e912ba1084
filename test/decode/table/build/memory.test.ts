/** Memory that is full is a fault of this place, not of the payload. @module */

import { describe, expect, test } from 'vitest'
import { TermError } from '../../../../src/base/errors.ts'
import { takeIndex } from '../../../../src/decode/table/build/take-index.ts'
import type { ScannerExports } from '../../../../src/decode/table/scanner/exports.ts'
import { withScanner } from '../../../../src/decode/table/scanner/scanner-instance.ts'
import { startScan } from '../../../../src/decode/table/scanner/start-scan.ts'
import { isPoison } from '../../../../src/gate/poison.ts'

const SEED = [1, 2] as const
const OPTIONS = { sink: 'spans', reading: { key: [['id']] }, seed: SEED } as const
const INDEX = { key: OPTIONS.reading.key, withSpans: true } as const
const FULL = 3

/** A scanner of which some functions find no memory; the others work as usual. */
const lacking = (names: readonly (keyof ScannerExports)[], full: number) =>
  withScanner(async (scanner) => ({
    ...scanner,
    ...Object.fromEntries(names.map((name) => [name, () => full])),
  }))

function faultOf(run: () => unknown): TermError {
  try {
    run()
  } catch (error) {
    if (error instanceof TermError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe.each([
  ['for the name of the key', ['keyPath'], 0, (scanner: ScannerExports) => startScan(scanner, OPTIONS)],
  [
    'for a piece',
    ['reserve'],
    0,
    (scanner: ScannerExports) => [...startScan(scanner, OPTIONS).take(Buffer.from('[]'))],
  ],
  ['for the end', ['reserve'], 0, (scanner: ScannerExports) => [...startScan(scanner, OPTIONS).end()]],
  [
    'for a key',
    ['scan'],
    FULL,
    (scanner: ScannerExports) => [...startScan(scanner, OPTIONS).take(Buffer.from('[]'))],
  ],
  ['for the index', ['startIndex'], FULL, (scanner: ScannerExports) => takeIndex(scanner, SEED, INDEX)],
] as const)('no memory %s', (_, names, full, run) => {
  test('F45: says so, and quarantines nothing', async () => {
    const scanner = await lacking(names, full)
    const fault = faultOf(() => run(scanner))
    expect(fault).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
    expect(isPoison(fault)).toBe(false)
  })
})

test('only a window of the document is in memory, and what was taken is taken again', async () => {
  const record = (id: number) => JSON.stringify({ id, text: 'x'.repeat(100_000) })
  const document = Buffer.from(Array.from({ length: 400 }, (_, id) => record(id)).join('\n'))
  const sizes = await withScanner(async (scanner) =>
    Array.from({ length: 3 }, () => {
      for (const { record } of startScan(scanner, OPTIONS).take(document))
        throw new Error(`stopped at ${record}`)
      expect(takeIndex(scanner, SEED, INDEX).size).toBe(400)
      return scanner.memory.buffer.byteLength
    }),
  )
  expect(new Set(sizes).size).toBe(1)
  expect(sizes[0]).toBeLessThan(document.byteLength / 2)
})
