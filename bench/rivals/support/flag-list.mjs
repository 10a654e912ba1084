/** The payloads of those who take any JSON: a list of flags. @module */

export const made = {
  good,
  odd: '{"oops":1}',
  doubled: (/** @type {string} */ version) => good(version, 120),
}

function good(/** @type {string} */ version, size = 60) {
  return JSON.stringify({ version, flags: Array.from({ length: size }, (_, id) => ({ id, on: true })) })
}
