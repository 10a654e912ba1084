/** What became of a rival, in one word and with what was seen. @module */

/**
 * @typedef {'survived' | 'no value meanwhile' | 'published it' | 'poisoned' | 'stopped' | 'died' | 'no value'} Verdict
 *
 * - survived: the last good value all the time, and the new one afterwards
 * - no value meanwhile: reads failed while it lasted
 * - published it: the bad version was served
 * - poisoned: it asks, and takes the answer for a confirmation of what it never had
 * - stopped: it doesn't ask any more
 * - died: its process ended by itself
 */

/** @param {any} told @param {string | undefined} death @returns {{ verdict: string, evidence: string }} */
export function verdictOf({ started, during, after, healed, pollsDuring, pollsAfter, mostOpen }, death) {
  const served = during === undefined ? '' : `served meanwhile: ${counted(during.seen)}`
  const atOnce = mostOpen > 2 ? `, ${mostOpen} at a time` : ''
  const asked = `${pollsDuring} requests meanwhile${atOnce}, ${pollsAfter.length} afterwards`
  const confirmed = pollsAfter.filter((/** @type {any} */ { status }) => status === 304).length
  const told = (/** @type {string} */ verdict, /** @type {string[]} */ ...evidence) => ({
    verdict,
    evidence: evidence.filter((each) => each !== '').join('; '),
  })
  if (death !== undefined) return told('died', death, served)
  const isHealed = after?.last.value === healed
  const isBad = during !== undefined && [...during.seen.keys()].some((value) => !isGood(value, healed))
  const lost = during !== undefined && [...during.seen.keys()].find((value) => value.startsWith('no value'))
  if (!isHealed) {
    const last = `in the end: ${after?.last.value ?? `no value (${after?.last.error})`}`
    if (started?.error !== undefined) return told('no value', `start: ${started.error}`, last, asked)
    if (pollsAfter.length === 0) return told('stopped', served, asked, last)
    const all = confirmed > 0 && confirmed >= pollsAfter.length - 1
    return told(all ? 'poisoned' : 'never recovered', served, `${asked}, ${confirmed} of them a 304`, last)
  }
  if (lost) return told('no value meanwhile', served, asked)
  if (isBad) return told('published it', served, asked)
  return told('survived', served, asked)
}

/** @type {(value: string, healed: string) => boolean} */
const isGood = (value, healed) => value === 'v1' || value === healed || value.startsWith('no value')

/** @type {(seen: Map<string, number>) => string} */
const counted = (seen) =>
  [...seen]
    .filter(([value]) => !value.includes('(exit '))
    .map(([value, times]) => `${value} ×${times}`)
    .join(', ')
