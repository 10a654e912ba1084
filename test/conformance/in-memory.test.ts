/** The fetchers without a network hold what the contract says. @module */

import { createHash } from 'node:crypto'
import { describe, test } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { fixed } from '../../src/fetch/fixed.ts'
import { twoStep } from '../../src/fetch/two-step.ts'
import { fakeFetcher } from '../../src/testing/fake-fetcher.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'

const versionOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const missing = () => new TermError('ERR_TERM_NOT_FOUND', 'Nothing there')

describe('fixed', () => {
  let held: Uint8Array = new Uint8Array()
  const fetcher: Fetcher = { name: 'fixed', probe: (...args) => fixed(held).probe(...args) }
  testFetcher(
    {
      make: () => fetcher,
      publish: (bytes) => {
        held = bytes
      },
    },
    test,
  )
})

describe('fakeFetcher', () => {
  const fetcher = fakeFetcher()
  testFetcher(
    {
      make: () => fetcher,
      publish: (bytes) => void fetcher.serve(bytes),
      remove: () => void fetcher.fail('ERR_TERM_NOT_FOUND'),
      hang: () => void fetcher.hang(),
      truncate: () => void fetcher.fail('ERR_TERM_TRUNCATED'),
      traffic: () => ({ requests: fetcher.probes, bodies: fetcher.bodies }),
    },
    test,
  )
})

describe('twoStep', () => {
  let held: Uint8Array | undefined
  const traffic = { requests: 0, bodies: 0 }
  const bytes = () => {
    if (held === undefined) throw missing()
    return held
  }
  testFetcher(
    {
      make: () =>
        twoStep({
          name: 'two steps',
          currentVersion() {
            traffic.requests++
            return versionOf(bytes())
          },
          download() {
            traffic.bodies++
            return bytes()
          },
        }),
      publish: (next) => {
        held = next
      },
      remove: () => {
        held = undefined
      },
      traffic: () => ({ ...traffic }),
    },
    test,
  )
})

describe('twoStep, in one call', () => {
  let held: Uint8Array | undefined
  testFetcher(
    {
      make: () =>
        twoStep({
          name: 'one call',
          downloadIfChanged(version) {
            if (held === undefined) throw missing()
            const current = versionOf(held)
            return version === current ? undefined : { version: current, bytes: held }
          },
        }),
      publish: (next) => {
        held = next
      },
      remove: () => {
        held = undefined
      },
    },
    test,
  )
})
