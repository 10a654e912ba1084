/** Terms of files that nginx, Apache and `send` serve: what changes is seen, what doesn't costs no body. @module */

import { describe, expect, it } from 'vitest'
import { http } from '../../../src/index.ts'
import { jsonTerm, stageTree } from '../../support/staged-term.ts'
import { MANNERS, type MannerName, serveFile } from '../../support/web-servers.ts'

const MONDAY = 'Mon, 06 May 2024 10:00:00 GMT'
const TUESDAY = 'Tue, 07 May 2024 10:00:00 GMT'

const names = Object.keys(MANNERS) as MannerName[]

async function staged(name: MannerName) {
  const server = await serveFile(name)
  server.put('{"v":2}', TUESDAY)
  const term = jsonTerm({ fetcher: http(server.file) })
  return { server, term, ...(await stageTree({ term })) }
}

describe.each(names)('a file served by %s', (name) => {
  it('costs one body, however often it is asked about', async () => {
    const { server, term, poll } = await staged(name)
    const { sent } = server
    for (let time = 0; time < 5; time++) expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    expect(server.sent).toBe(sent)
    expect(server.requests).toHaveLength(6)
  })

  it('is seen when it goes back to an older one, and then to the newer one again', async () => {
    const { server, term, poll } = await staged(name)
    for (const [v, modifiedAt] of [
      [1, MONDAY],
      [2, TUESDAY],
    ] as const) {
      server.put(`{"v":${v}}`, modifiedAt)
      expect(await poll(term)).toMatchObject({ outcome: 'updated' })
      expect(term.get()).toEqual({ v })
      expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    }
  })

  it('is seen when it goes back after confirmations', async () => {
    const { server, term, poll } = await staged(name)
    await poll(term)
    server.put('{"v":1}', MONDAY)
    await poll(term)
    await poll(term)
    expect(term.get()).toEqual({ v: 1 })
  })
})
