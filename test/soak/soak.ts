/** One soak: an origin that misbehaves, a service, samples of what it holds, and the verdict. @module */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Growth, growths, leaks } from './judge.ts'
import { dripping, type Leak } from './leaks.ts'
import { startService } from './service.ts'
import { takeVitals, type Vitals } from './vitals.ts'

/** Enough for a slope, and few enough that collecting the garbage costs little. */
const SAMPLES = 60
/** Where the service lives, a run with fewer attempts has shown nothing. */
const LEAST_ATTEMPTS_PER_TERM_AND_SECOND = 0.5

interface SoakOptions {
  readonly seconds: number
  readonly seed: number
  readonly terms: number
  readonly leak: Leak | undefined
}

/** Has nothing grown? Prints what was seen. */
export async function soak({ seconds, seed, terms, leak }: SoakOptions): Promise<boolean> {
  const warnings: string[] = []
  process.on('warning', ({ name, message }) => void warnings.push(`${name}: ${message}`))
  const folder = await mkdtemp(join(tmpdir(), 'everterm-soak-'))
  const origin = fork(fileURLToPath(new URL('./misbehaving-origin.js', import.meta.url)), [String(seed)])
  const [port] = (await once(origin, 'message')) as [number]
  const service = await startService({ port, terms, folder, after: dripping(leak) })

  const samples: Vitals[] = []
  for (let taken = 0; taken < SAMPLES; taken++) {
    await delay((seconds * 1_000) / SAMPLES)
    samples.push(await takeVitals())
  }
  await service.stop()
  origin.disconnect()
  await rm(folder, { recursive: true, force: true })

  const attempts = [...service.outcomes.values()].reduce((sum, count) => sum + count, 0)
  const found = growths(samples)
  const grown = [...leaks(found), ...(warnings.length > 0 ? ['warning'] : [])]
  const isIdle = attempts < terms * seconds * LEAST_ATTEMPTS_PER_TERM_AND_SECOND
  console.log(`${terms} terms, ${seconds} s, seed ${seed}: ${attempts} attempts (${told(service.outcomes)})`)
  for (const growth of found) console.log(lineOf(growth, samples))
  for (const warning of warnings.slice(0, 5)) console.log(`warning: ${warning}`)
  for (const vital of grown) console.log(`GROWS: ${vital}`)
  if (isIdle) console.log('FAILED: too few attempts to tell')
  return grown.length === 0 && !isIdle
}

const told = (outcomes: ReadonlyMap<string, number>): string =>
  [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ')

function lineOf({ vital, grown, margin }: Growth, samples: readonly Vitals[]): string {
  const last = samples.at(-1)?.[vital] ?? 0
  const sign = grown < 0 ? '' : '+'
  const bound = margin === undefined ? 'told only' : `at most +${margin}`
  return `${vital}: ${last} at the end, ${sign}${Math.round(grown)} by its slope (${bound})`
}
