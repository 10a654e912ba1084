/** F60 Whatever goes wrong, no message tells a query, credentials, a header or a piece of a body. @module */

import { expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { receive } from '../../../src/fetch/receive.ts'
import { HTTP_FAULTS, TIMEOUTS } from '../../support/http-faults.ts'
import { type Answer, type Handler, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf, httpFetcher } from '../../support/probing.ts'

const CANARY = 'SECRET-CANARY'

/** The same fault, with the canary in whatever the origin can say. */
function poisoned(answer: Answer | Handler): Answer | Handler {
  const said = { etag: `"${CANARY}"`, 'x-secret': CANARY, 'content-type': CANARY }
  if (typeof answer !== 'function')
    return { body: CANARY, ...answer, headers: { ...said, ...answer.headers } }
  return (request, response) => {
    for (const [name, value] of Object.entries(said)) response.setHeader(name, value)
    return answer(request, response)
  }
}

const ends = HTTP_FAULTS.filter(({ endsIn, stage }) => endsIn === undefined && stage !== 'decode')

it.each(ends.map((fault) => [fault.title, fault] as const))('%s', async (_, { answer, codes }) => {
  await using origin = await serveOrigin()
  origin.reply('/prices', poisoned(answer))
  const url = `${origin.url.replace('//', `//${CANARY}:${CANARY}@`)}/prices?sig=${CANARY}`
  const fetcher = httpFetcher(url, { headers: { 'x-api-key': CANARY }, timeouts: TIMEOUTS })
  const context = contextOf({ maxBytes: 64 * 1024 })
  const fetching = changed(fetcher, undefined, context).then(({ open }) =>
    receive(open(context.signal), context),
  )
  const error = await fetching.catch((thrown: unknown) => thrown)

  if (!(error instanceof TermError)) throw new Error('Not a TermError')
  expect(codes).toContain(error.code)
  expect(`${fetcher.name} ${error.message} ${JSON.stringify(error)} ${String(error)}`).not.toContain(CANARY)
})
