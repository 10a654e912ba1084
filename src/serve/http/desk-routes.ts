/** The routes by which a tree is looked at: its status, its events, and what became of its terms. @module */

import type { Desk } from '../desk.ts'
import { headersWith, JSON_TYPE, ServeRefusal, sendJson } from './answer.ts'
import { diffFacts } from './diffs.ts'
import { sendPieces } from './pieces.ts'
import { redacted, shownAt } from './redaction.ts'
import type { Route } from './routes.ts'
import { secretPairsIn } from './secret-pairs.ts'
import type { Streams } from './stream/streams.ts'
import { partOf } from './values/part-of.ts'

export const unknownTerm = (term: string): ServeRefusal =>
  new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'there is no such term', { term })

/** How many comparisons may run at once: each may read large values from a disk. */
const MOST_DIFFS = 2

export function deskRoutes(desk: Desk, streams: Streams, { values }: { readonly values: boolean }): Route[] {
  let diffs = 0
  const termOf = (name: string | undefined = '') => {
    const term = desk.term(name)
    if (term === undefined) throw unknownTerm(name)
    return term
  }
  return [
    {
      path: 'v1/status',
      method: 'GET',
      rest: [0, 1],
      async answer({ response, rest: [name] }) {
        if (name !== undefined) {
          const page = desk.page(name)
          if (page === undefined) throw unknownTerm(name)
          return sendJson(response, 200, page)
        }
        response.writeHead(200, headersWith({ 'content-type': JSON_TYPE, 'cache-control': 'no-store' }))
        await sendPieces(response, desk.treeText())
      },
    },
    ...['events', 'v1/events'].map(
      (path): Route => ({ path, method: 'GET', rest: [0, 0], answer: streams.answer }),
    ),
    {
      path: 'v1/restarts',
      method: 'GET',
      rest: [0, 0],
      answer: ({ response }) => sendJson(response, 200, desk.restarts()),
    },
    {
      path: 'v1/diff',
      method: 'GET',
      rest: [1, 1],
      async answer({ response, rest: [name], query }) {
        const term = termOf(name)
        if (diffs === MOST_DIFFS)
          throw new ServeRefusal(503, 'ERR_SERVE_BUSY', 'others compare editions now', {
            headers: { 'retry-after': 1 },
          })
        diffs += 1
        try {
          const facts = await diffFacts(term, query('from') || undefined, query('to') || undefined, values)
          sendJson(response, 200, facts)
        } finally {
          diffs -= 1
        }
      },
    },
    {
      path: 'v1/values',
      method: 'GET',
      rest: [1, 64],
      answer({ response, rest: [name, ...path] }) {
        const term = termOf(name)
        if (!values) throw hidden(term.name)
        const part = partOf(term.peek(), path)
        if (part === undefined)
          throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'the value has no such part')
        const value = part.json === undefined ? part.value : JSON.parse(part.json)
        const text =
          path.length === 0
            ? JSON.stringify(redacted(value))
            : shownAt(`/${path.join('/')}`, value, undefined, secretPairsIn(term.peek()))
        sendJson(response, 200, { version: term.status().version, value: JSON.parse(text ?? 'null') })
      },
    },
  ]
}

const hidden = (term: string): ServeRefusal =>
  new ServeRefusal(
    403,
    'ERR_SERVE_FORBIDDEN',
    'values are hidden: whoever serves this has not asked to show them by `values: true`',
    {
      term,
    },
  )
