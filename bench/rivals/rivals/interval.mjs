/** What everybody writes first: setInterval, fetch, JSON.parse. @module */

export const name = 'setInterval'
export const asks = 'http'
export const pollMs = 200
export const made = {
  good,
  odd: '{"oops":1}',
  doubled: (/** @type {string} */ version) => good(version, 120),
}
export const well = 'nothing to install, nothing to learn'

function good(/** @type {string} */ version, size = 60) {
  return JSON.stringify({ version, flags: Array.from({ length: size }, (_, id) => ({ id, on: true })) })
}

/** @param {string} url */
export async function start(url) {
  let value = JSON.parse(await (await fetch(url)).text())
  const timer = setInterval(async () => {
    value = JSON.parse(await (await fetch(url)).text())
  }, pollMs)
  return { read: () => value.version ?? JSON.stringify(value), stop: () => clearInterval(timer) }
}
