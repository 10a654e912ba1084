/** Does `everterm doctor`: looks at all there is to look at, and tells what it found as it finds it. @module */

import { numberOf } from '../../base/number-of.ts'
import { sourcesOf } from '../../fetch/contract/sources.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { checkKeepsake } from '../../term/keepsake-folder.ts'
import { fetcherAt, isAddress, isFileHere } from '../address.ts'
import { usageError } from '../cli-error.ts'
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
  const { operands, given } = call
  // What is wrong with the line, or with the config, is told before anything is looked at.
  const address = operands[0] === undefined ? undefined : originTyped(operands[0])
  const fetcher = address && (await fetcherAt(address, { headers: given.texts('header') }))
  const config = given.text('config') === undefined ? undefined : await configOf(call)
  yield checkNode()
  yield checkTelemetry()
  yield await checkThreads()
  if (address && fetcher) yield* addressFindings(address, fetcher, call)
  if (config !== undefined) yield* configFindings(config, call)
}

/** @throws CliError for what is neither an address nor a file, and for a config, which is looked at by its flag */
function originTyped(typed: string): string {
  const address = isFileHere(typed) ? `./${typed}` : typed
  const asConfig = `\`everterm doctor --config ${typed}\` looks at all terms of a config`
  if (/(^|\/)everterm\.config\.\w+$/.test(address) && !/^[a-z]+:/i.test(address))
    throw usageError(`\`${typed}\` is a config, and no origin`, asConfig)
  if (isAddress(address)) return address
  throw usageError(`\`${typed}\` is no URL, and no file of this folder`, asConfig)
}

async function configOf(call: Call) {
  const { configAt, keepersOf } = await import('../terms/config-at.ts')
  const config = await configAt(call)
  return { ...config, keepers: keepersOf(config).filter(({ derivation }) => derivation === undefined) }
}

async function* addressFindings(
  address: string,
  fetcher: Fetcher,
  { given, signal }: Call,
): AsyncGenerator<readonly Finding[]> {
  const timeoutMs = given.duration('timeout') ?? USUAL_TIMEOUT_MS
  const about = hostOf(address)
  yield await checkOrigin({ about, fetcher, maxBytes: USUAL_MAX_BYTES, timeoutMs, signal })
  if (/^https?:/i.test(address)) yield await checkClock(about, address, timeoutMs, signal)
}

async function* configFindings(
  { supervise: { keepsake }, keepers }: Awaited<ReturnType<typeof configOf>>,
  { given, signal }: Call,
): AsyncGenerator<readonly Finding[]> {
  yield [{ level: 'ok', about: 'config', found: `is sound: ${numberOf(keepers.length, 'term')}` }]
  const folders = keepers.flatMap(({ options }) => (options.keepsake ? [options.keepsake.dir] : []))
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
