/** What everybody writes next: the same with a `catch`, which keeps what there was. @module */

import { made as plain } from './interval.mjs'

export const name = 'setInterval with catch'
export const asks = 'http'
export const pollMs = 200
export const made = plain
export const well = 'keeps its value and its timer whatever is thrown'

/** @param {string} url */
export async function start(url) {
  /** @type {any} */
  let value
  async function refresh() {
    try {
      const response = await fetch(url)
      value = JSON.parse(await response.text())
    } catch (error) {
      console.log('refresh failed:', error)
    }
  }
  await refresh()
  const timer = setInterval(refresh, pollMs)
  return {
    read() {
      if (value === undefined) throw new Error('there is no value yet')
      return value.version ?? JSON.stringify(value)
    },
    stop: () => clearInterval(timer),
  }
}
