/** P22: after a stop, in whatever state, no socket, timer or handle is left. @module */

import { describe, expect, it } from 'vitest'
import { http, type Supervision, supervise } from '../../src/index.ts'
import { type Hearing, hearing } from '../support/hearing.ts'
import { type Answer, type Handler, raw, serveOrigin, silence } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm } from '../support/staged-term.ts'

guardProcess()

const aBeginning = raw('HTTP/1.1 200 OK\nContent-Length: 90\n\n{', { after: 'silence' })

/** What keeps the process alive, by kind. */
const resources = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => /TCPSocket|TCPConnect|Timeout|Zlib|FS|GetAddrInfo/.test(kind))

/** The kinds of which there are more than before; the runner's own timers may have ended meanwhile. */
function grown(before: readonly string[]): string[] {
  const rest = [...before]
  return resources().filter((kind) => {
    const index = rest.indexOf(kind)
    if (index !== -1) rest.splice(index, 1)
    return index === -1
  })
}

const STATES: readonly (readonly [string, Answer | Handler])[] = [
  ['probing', silence],
  ['downloading', aBeginning],
  ['backoff', { status: 500 }],
  ['idle', { body: '{}' }],
]

describe.each(STATES)('F51, P12, P22: a stop in %s', (state, answer) => {
  it('leaves nothing on the real clock', async () => {
    const before = resources()
    const origin = await serveOrigin()
    origin.reply('/', answer)
    const term = jsonTerm({ fetcher: http(origin.url), start: 'background' })
    const heard: Hearing = hearing()
    const reached = heard.state(state)
    const tree: Supervision = await supervise({ term }, { observers: [heard] })
    void term.ready().catch(() => {})
    void term.refresh().catch(() => {})
    await reached
    if (state === 'probing') await origin.received(1)

    await tree.stop()
    await origin.drained()
    await origin.close()
    await new Promise((resolve) => setImmediate(resolve))

    expect(grown(before)).toEqual([])
  })
})
