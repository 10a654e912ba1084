/** The numbers that a title begins with, as `F12, S20: is clamped` does: those of the catalogue in `test/README.md`. @module */

// S3 is a store as well, so that a number of the security list has a colon or a comma behind it.
const NUMBER = /^(P\d{1,2}|F\d{2}|R\d{1,2}|SC\d{1,2}|S\d{1,2}(?=[,:]))[,:]?(?=\s|$)\s*/

/**
 * @param {string} title
 * @returns {{ numbers: string[], rest: string }}
 */
export function numbersOf(title) {
  /** @type {string[]} */
  const numbers = []
  let rest = title
  for (let found = NUMBER.exec(rest); found !== null; found = NUMBER.exec(rest)) {
    numbers.push(String(found[1]))
    rest = rest.slice(found[0].length)
  }
  return { numbers, rest }
}
