/** A payload that is offered again after it was refused is told of as fully as the first time. @module */

import { expect, it, onTestFinished } from 'vitest'
import { http, json, remoteTerm, type TermError } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'

const start = { policy: 'require', within: '2s' } as const
const common = { name: 'prices', start, retry: { base: 1, cap: 50 } } as const

async function startOver(body: string, options: object): Promise<{ error: TermError; url: string }> {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  origin.publish('/prices', body)
  const url = `${origin.url}/prices`
  const term = remoteTerm({ ...common, fetcher: http(url), ...options })
  const error = (await outcome(term.start({ observers: [] }))) as TermError
  return { error, url }
}

const refused = ({ cause }: TermError): TermError =>
  ((cause as AggregateError).errors[0] as TermError).cause as TermError

it('a start that a quarantine ended has the term, the place and what the code threw', async () => {
  const deserialize = () => {
    throw new RangeError('no price')
  }
  const { error, url } = await startOver('{}', { deserialize })
  expect(error).toMatchObject({ term: 'prices', code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  const again = refused(error)
  expect(again).toMatchObject({ code: 'ERR_TERM_QUARANTINED', term: 'prices' })
  expect(again.message).toMatch(
    /^\[prices\] ERR_TERM_DESERIALIZE: http:\S+\/prices: `deserialize` failed: RangeError: no price \(at test\/term\/quarantined/,
  )
  expect(again.message.split(url)).toHaveLength(2)
  const first = again.cause as TermError
  expect(first.cause).toMatchObject({ name: 'RangeError', message: 'no price' })
  expect((first.cause as Error).stack).toMatch(/^RangeError: no price\n +at .*quarantined\.test\.ts/)
})

it('the code comes first, and then the origin', async () => {
  const { error, url } = await startOver('{"EUR":1,}', { deserialize: json })
  expect(refused(error).message).toMatch(
    new RegExp(
      `^\\[prices\\] ERR_TERM_DESERIALIZE: ${url}: The payload is not valid JSON.* is still offered$`,
    ),
  )
})
