/**
 * Runs a service for a minute under random faults, and looks whether it holds more and more.
 *
 * - `SOAK_SECONDS=3600`: for an hour
 * - `--planted`: leaks on purpose, in a process for each kind, and fails where one isn't found
 * - `--leak heap`, `--terms 20`, `--seed 7`: one of these, fewer terms, the same dice again
 *
 * @module
 */

import { parseArgs } from 'node:util'
import type { Leak } from './leaks.ts'
import { planted } from './planted.ts'
import { soak } from './soak.ts'

const { values: args } = parseArgs({
  options: {
    planted: { type: 'boolean', default: false },
    leak: { type: 'string' },
    terms: { type: 'string', default: '100' },
    seed: { type: 'string' },
  },
})

const seconds = Number(process.env.SOAK_SECONDS ?? 60)
const seed = Number(args.seed ?? Date.now() % 1_000_000)

const isFine = args.planted
  ? await planted(seed)
  : await soak({ seconds, seed, terms: Number(args.terms), leak: args.leak as Leak | undefined })
process.exit(isFine ? 0 : 1)
