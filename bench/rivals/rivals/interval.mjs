/** What everybody writes first: setInterval, fetch, JSON.parse. @module */

export const name = 'setInterval'
export const asks = 'http'
export const pollMs = 200
export { made } from '../support/flag-list.mjs'
export const well = 'nothing to install, nothing to learn'

/** @param {string} url */
export async function start(url) {
  let value = JSON.parse(await (await fetch(url)).text())
  const timer = setInterval(async () => {
    value = JSON.parse(await (await fetch(url)).text())
  }, pollMs)
  return { read: () => value.version ?? JSON.stringify(value), stop: () => clearInterval(timer) }
}
