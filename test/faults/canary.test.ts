/** F60, P33: a secret in the URL, the headers or the payload is nowhere to be heard, whatever goes wrong. @module */

import { expect, it } from 'vitest'
import { fixed, http } from '../../src/index.ts'
import { HTTP_FAULTS, MAX_BYTES, TIMEOUTS } from '../support/http-faults.ts'
import { type Answer, type Handler, raw, serveOrigin } from '../support/origin.ts'
import { type Overheard, overhear } from '../support/overheard.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

const CANARY = 'SECRET-CANARY'
// The canary as it goes over the wire in `Authorization`.
const ENCODED = Buffer.from(`user:${CANARY}`).toString('base64')

const SECRET_HEADERS = {
  'set-cookie': `session=${CANARY}`,
  'www-authenticate': `Bearer realm="${CANARY}"`,
  'x-request-id': CANARY,
  // The origin that a redirect leads to is told, since that is what has to be allowed.
  location: `http://user:${CANARY}@other.example.com/${CANARY}?token=${CANARY}#${CANARY}`,
}

/** Puts the canary into all that a scripted answer says. */
const laced = (answer: Answer | Handler): Answer | Handler => {
  if (typeof answer === 'function') return answer
  const { body = '', headers } = answer
  const text = typeof body === 'string' && body !== '' ? `${body} "${CANARY}" ${body}` : body
  return { ...answer, body: text, headers: { ...SECRET_HEADERS, ...headers } }
}

const HEAD = 'HTTP/1.1 200 OK\n'
const TALES: readonly (readonly [string, Answer | Handler])[] = [
  ...HTTP_FAULTS.filter(({ endsIn }) => endsIn === undefined).map(
    ({ title, answer }) => [title, laced(answer)] as const,
  ),
  ['JSON that breaks at the secret', { body: `{"password":"${CANARY}" oops}` }],
  ['JSON that is the secret', { body: CANARY }],
  ['a value that is refused', { body: `{"refused":"${CANARY}"}` }],
  ['a coding', { body: '{}', headers: { 'content-encoding': CANARY } }],
  ['a Retry-After', { status: 503, headers: { 'retry-after': CANARY } }],
  ['a freshness', { status: 500, headers: { 'cache-control': `max-age=${CANARY}`, age: CANARY } }],
  ['a status text', raw(`HTTP/1.1 500 ${CANARY}\nContent-Length: 0\n\n`)],
  ['a length', raw(`${HEAD}Content-Length: ${CANARY}\n\n{}`)],
  ['a transfer coding', raw(`${HEAD}Transfer-Encoding: ${CANARY}\n\n{}`)],
  ['a size of a chunk', raw(`${HEAD}Transfer-Encoding: chunked\n\n${CANARY}\n{}`)],
  ['what is no HTTP', raw(`${CANARY}\n\n`)],
]

async function expectSilence(overheard: Overheard): Promise<void> {
  for (const [who, text] of Object.entries(await overheard.all())) {
    expect(text.length, who).toBeGreaterThan(100)
    for (const secret of [CANARY, CANARY.toLowerCase(), ENCODED]) expect(text, who).not.toContain(secret)
  }
}

it.each(TALES)('F60, P33, S18: %s gives nothing away', async (_, answer) => {
  await using origin = await serveOrigin()
  origin.publish('/prices', `{"password":"${CANARY}"}`, SECRET_HEADERS)
  const { host } = new URL(origin.url)
  const fetcher = http(`http://user:${CANARY}@${host}/prices?token=${CANARY}#${CANARY}`, {
    headers: { 'x-api-key': CANARY },
    timeouts: TIMEOUTS,
    cache: true,
  })
  const term = jsonTerm({
    fetcher,
    limits: { maxBytes: MAX_BYTES },
    validate(value) {
      const { refused } = Object(value)
      if (refused) throw new Error(`Refused ${refused}`)
    },
  })
  const overheard = await overhear()
  const { tree, poll } = await stageTree({ term }, overheard.options)
  expect(term.get()).toEqual({ password: CANARY })
  expect(origin.requests[0]).toMatchObject({
    path: `/prices?token=${CANARY}`,
    headers: { authorization: `Basic ${ENCODED}`, 'x-api-key': CANARY },
  })

  origin.reply('/prices', answer)
  const end = await poll(term)
  expect(end.outcome).toBe('failed')
  const said = JSON.stringify([term.status(), tree.health(), term.status().lastError?.message])
  expect(said).not.toContain(CANARY)
  await poll(term)
  await tree.stop()

  await expectSilence(overheard)
})

const quoting = (text: unknown) => {
  throw Object.assign(new Error(`could not read ${text}`), { input: CANARY, code: `E_${CANARY}!` })
}

it.each<[string, string, object]>([
  ['setup', 'ERR_TERM_SETUP', { setup: () => quoting(`https://me:${CANARY}@host/?token=${CANARY}`) }],
  ['setup, of a header', 'ERR_TERM_SETUP', { setup: () => quoting(`authorization: Bearer ${CANARY}`) }],
  [
    'deserialize',
    'ERR_TERM_DESERIALIZE',
    { deserialize: (bytes: Uint8Array) => quoting(Buffer.from(bytes)) },
  ],
  [
    'put',
    'ERR_TERM_STORE',
    { put: (value: unknown) => quoting(JSON.stringify(value)), get: () => undefined },
  ],
])('an error of `%s` that quotes a secret gives nothing away', async (_, code, options) => {
  const fetcher = fixed(`{"password":"${CANARY}"}`)
  const term = jsonTerm({ fetcher, start: 'background', ...options })
  const overheard = await overhear()
  const { tree, heard } = await stageTree({ term }, overheard.options)
  await heard.firstEnd()
  expect(heard.outcomes()).toEqual([code])
  await tree.stop()

  await expectSilence(overheard)
})

it('an error of a subscriber that quotes a secret gives nothing away', async () => {
  const term = jsonTerm({ fetcher: fixed(`{"password":"${CANARY}"}`) })
  term.subscribe(({ value }) => {
    throw new Error(`could not use ${JSON.stringify(value)}`)
  })
  const overheard = await overhear()
  const { tree, heard, time } = await stageTree({ term }, overheard.options)
  await time.settle()
  await tree.stop()
  expect(heard.of('listener.failed')).toHaveLength(1)

  await expectSilence(overheard)
})
