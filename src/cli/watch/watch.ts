/** Does `everterm watch`: a table in a terminal, else a line for each event. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { numberOf } from '../../base/number-of.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import { CliError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { endingAfter } from '../ending-after.ts'
import type { Exit } from '../exit-codes.ts'
import { remoteProcess } from '../remote/remote-process.ts'
import type { Terminal } from '../terminal.ts'
import { visibleJson } from '../words/visible.ts'
import { eventInWords } from './event-in-words.ts'
import { remoteMessages } from './remote-messages.ts'
import { screenOn } from './screen.ts'
import { blankState, isAbout, takeMessage, type WatchMessage } from './watched.ts'

const here = () => import('./local-process.ts')

export const runWatch: RunCommand = async (call) => {
  const { given, terminal, signal } = call
  using ending = endingAfter(given.duration('for'), signal)
  await using local = given.text('config') === undefined ? undefined : await (await here()).localProcess(call)
  const messages = remoteMessages(local?.process ?? remoteProcess(given), ending.signal)
  const isTable = terminal.stdout.isTTY === true && !terminal.isJson && !given.on('lines')
  await (isTable ? asTable : asLines)(messages, call)
  const exit: Exit = signal.aborted ? 'interrupted' : 'ok'
  return exit
}

const EVERY_MS = 1_000
/** What comes at once is drawn at once. */
const SOON_MS = 100

async function asTable(messages: AsyncIterable<WatchMessage>, { operands, terminal }: Call): Promise<void> {
  const names = new Set(operands)
  const state = blankState()
  const screen = screenOn(terminal)
  const draw = () => screen.draw(state, names)
  const ticking = setInterval(draw, EVERY_MS)
  let soon: NodeJS.Timeout | undefined
  draw()
  try {
    for await (const message of messages) {
      if (message.kind === 'tree') checkNames(names, message.data)
      takeMessage(state, message)
      soon ??= setTimeout(() => {
        soon = undefined
        draw()
      }, SOON_MS)
    }
  } finally {
    clearInterval(ticking)
    clearTimeout(soon)
    screen.close()
  }
}

async function asLines(messages: AsyncIterable<WatchMessage>, { operands, terminal }: Call): Promise<void> {
  const names = new Set(operands)
  for await (const { kind, data } of messages) {
    if (kind === 'tree') checkNames(names, data)
    if (kind === 'tree') terminal.say(`following ${data.name} (${numberOf(data.terms.length, 'term')})`)
    if (kind === 'lost') terminal.say(`away: ${data.reason}`)
    if (kind !== 'heard' || !isAbout(data, names)) continue
    if (terminal.isJson) await terminal.data(`${visibleJson(data)}\n`)
    else if (isWorthALine(data.level, terminal))
      await terminal.line(eventInWords(data, terminal.paint.stdout))
  }
}

const isWorthALine = (level: string, { isVerbose }: Terminal): boolean => level !== 'debug' || isVerbose

function checkNames(names: ReadonlySet<string>, { terms }: TreeFacts): void {
  const known = terms.map(({ name }) => name)
  const stranger = [...names].find((name) => !known.includes(name))
  if (stranger === undefined) return
  const near = didYouMean(stranger, known)
  throw new CliError(
    'denied',
    `there is no term \`${stranger}\``,
    near ?? `there are ${known.slice(0, 20).join(', ')}`,
  )
}
