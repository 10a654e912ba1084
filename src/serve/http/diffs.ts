/** Answers where two editions of a term differ. @module */

import { TermError } from '../../base/errors.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import type { DiffFacts } from '../api/term-page.ts'
import { ServeRefusal } from './answer.ts'
import { shownAt, USUAL_CUTS } from './redaction.ts'
import { secretPairsAmong, secretPairsIn } from './secret-pairs.ts'

const MOST = 100
const CUTS = { ...USUAL_CUTS, depth: 3, parts: 20, text: 200 }

/** @throws ServeRefusal where there is no such edition */
export async function diffFacts(
  term: RemoteTerm<unknown>,
  from: string | undefined,
  to: string | undefined,
  values: boolean,
): Promise<DiffFacts> {
  try {
    const { counts, entries } = await term.diff(from, to, { limit: MOST, values })
    const isNow = secretPairsIn(to === undefined ? term.peek() : undefined)
    const told = secretPairsAmong(entries)
    const isPair = (path: readonly string[]) => isNow(path) || told.has(path.join('/'))
    const lines = entries.map(({ kind, path, ...parts }) => ({
      kind,
      path,
      ...('before' in parts && { before: shownAt(path, parts.before, CUTS, isPair) }),
      ...('after' in parts && { after: shownAt(path, parts.after, CUTS, isPair) }),
    }))
    return { ...counts, entries: lines }
  } catch (thrown) {
    if (!(thrown instanceof TermError)) throw thrown
    const status = thrown.code === 'ERR_TERM_VERSION' ? 404 : 502
    throw new ServeRefusal(status, thrown.code, thrown.message.replace(`[${term.name}] `, ''), {
      term: term.name,
    })
  }
}
