/** Does `everterm doctor`: looks at all there is to look at, and tells what it found as it finds it. @module */

import { numberOf } from '../../base/number-of.ts'
import { sourcesOf } from '../../fetch/contract/sources.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { checkKeepsake } from '../../term/keepsake-folder.ts'
import { fetcherAt } from '../address.ts'
import type { Call, RunCommand } from '../command.ts'
import { checkClock } from './clock-skew.ts'
import { checkDeltas } from './deltas.ts'
import { type Finding, findingInWords } from './finding.ts'
import { checkKeepsakeFolder } from './keepsake-folder.ts'
import { checkNode, checkTelemetry } from './machine.ts'
import { checkOrigin } from './origin.ts'
import { checkThreads } from './threads.ts'

const USUAL_TIMEOUT_MS = 15_000
const USUAL_MAX_BYTES = 64 * 2 ** 20

export const runDoctor: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  const all: Finding[] = []
  for await (const found of findings(call)) {
    signal.throwIfAborted()
    all.push(...found)
    if (terminal.isJson) continue
    for (const one of found) await terminal.lines(findingInWords(one, terminal.paint.stdout))
  }
  const count = (level: Finding['level']) => all.filter((one) => one.level === level).length
  const [bad, warnings] = [count('bad'), count('warn')]
  if (terminal.isJson) await terminal.json({ bad, warnings, findings: all })
  terminal.say(`${bad} bad, ${warnings} to look at, ${count('ok')} fine`)
  return bad > 0 || (given.on('strict') && warnings > 0) ? 'failed' : 'ok'
}

async function* findings(call: Call): AsyncGenerator<readonly Finding[]> {
  yield checkNode()
  yield checkTelemetry()
  yield await checkThreads()
  const [address] = call.operands
  if (address !== undefined) yield* addressFindings(address, call)
  if (call.given.text('config') !== undefined) yield* configFindings(call)
}

async function* addressFindings(
  address: string,
  { given, signal }: Call,
): AsyncGenerator<readonly Finding[]> {
  const timeoutMs = given.duration('timeout') ?? USUAL_TIMEOUT_MS
  const fetcher = await fetcherAt(address, { headers: given.texts('header') })
  const about = hostOf(address)
  yield await checkOrigin({ about, fetcher, maxBytes: USUAL_MAX_BYTES, timeoutMs, signal })
  if (/^https?:/i.test(address)) yield await checkClock(about, address, timeoutMs, signal)
}

async function* configFindings(call: Call): AsyncGenerator<readonly Finding[]> {
  const { given, signal } = call
  const { configAt, keepersOf } = await import('../terms/config-at.ts')
  const config = await configAt(call)
  const keepers = keepersOf(config).filter(({ derivation }) => derivation === undefined)
  yield [{ level: 'ok', about: 'config', found: `is sound: ${numberOf(keepers.length, 'term')}` }]
  const folders = keepers.flatMap(({ options }) => (options.keepsake ? [options.keepsake.dir] : []))
  const { keepsake } = config.supervise
  const common = keepsake === undefined ? [] : [checkKeepsake('config', keepsake).dir]
  for (const dir of new Set([...common, ...folders])) {
    yield await checkKeepsakeFolder(dir)
  }
  yield checkDeltas(
    keepers.map(({ options: { name, fetcher, keepsake: own } }) => ({
      name,
      fetcher,
      isKept: own === undefined ? keepsake !== undefined : own !== false,
    })),
  )
  const timeoutMs = given.duration('timeout') ?? USUAL_TIMEOUT_MS
  const hosts = new Set<string>()
  for (const { options } of keepers) {
    const { name: about, fetcher, limits } = options
    const { maxBytes } = limits
    yield await checkOrigin({ about, term: about, fetcher, maxBytes, timeoutMs, signal })
    for (const url of urlsOf(fetcher)) {
      if (hosts.has(hostOf(url))) continue
      hosts.add(hostOf(url))
      yield await checkClock(hostOf(url), url, timeoutMs, signal)
    }
  }
}

/** Where it asks, also where that is one place of several. */
const urlsOf = (fetcher: Fetcher): string[] =>
  sourcesOf(fetcher).flatMap((name) => name.match(/https?:\/\/[^\s,]+/g) ?? [])

/** What people call an origin: without what may be secret. */
const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host || address : address
