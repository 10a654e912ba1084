/** Looks up in a report of vitest whether what the page says to hold has passed. @module */

import { numbersOf } from './numbers.mjs'

/**
 * @typedef {object} Report
 * @property {{ name: string, assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[]} testResults
 */

/**
 * What does not hold, in words.
 * @param {Report} report
 * @param {Iterable<string>} shown The numbers that are said to hold.
 * @param {ReadonlyMap<string, readonly string[]>} byFile Numbers that a whole test file is about.
 * @returns {string[]}
 */
export function broken({ testResults }, shown, byFile) {
  /** @type {Map<string, Set<string>>} */
  const seen = new Map()
  for (const { name, assertionResults } of testResults) {
    const ofFile = [...byFile].find(([file]) => name.endsWith(file))?.[1] ?? []
    for (const { ancestorTitles, title, status } of assertionResults) {
      const numbers = [...ancestorTitles, title].flatMap((each) => numbersOf(each).numbers)
      for (const number of [...ofFile, ...numbers]) {
        const statuses = seen.get(number) ?? new Set()
        seen.set(number, statuses.add(status))
      }
    }
  }
  return [...shown].flatMap((number) => {
    const statuses = seen.get(number)
    if (statuses === undefined) return [`${number}: no test of the report has it in its title`]
    if (statuses.has('failed')) return [`${number}: a test failed`]
    return statuses.has('passed') ? [] : [`${number}: every test was skipped`]
  })
}
