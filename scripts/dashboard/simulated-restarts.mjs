/** Restarts that have happened before the page was opened. @module */

// @ts-check

const ERROR = {
  code: 'ERR_TERM_CONTRACT',
  type: 'TypeError',
  message: "Cannot read properties of undefined (reading 'score')",
  stack: `TypeError: Cannot read properties of undefined (reading 'score')
    at toEntry (file:///srv/checkout/lists/parse.js:41:27)
    at Array.map (<anonymous>)
    at deserialize (file:///srv/checkout/lists/parse.js:18:21)
    at decodeWhole (file:///srv/checkout/node_modules/everterm/dist/src/decode/json.js:62:12)`,
}

const AT = { level: /** @type {const} */ ('warn'), supervisor: 'root/lists' }
const BUDGET = { limit: 3, withinMs: 10_000 }

/** @type {readonly (readonly [agoMs: number, child: string, restarts: number])[]} */
const RESTARTS = [
  [3_790_000, 'spam', 1],
  [297_000, 'spam', 1],
  [293_000, 'malware', 2],
  [288_500, 'spam', 3],
  [9_000, 'spam', 1],
  [4_000, 'spam', 2],
]

/**
 * @param {ReturnType<typeof import('./simulated-tree.mjs').simulatedTree>} tree
 * @param {number} now
 */
export function hearRestarts(tree, now) {
  for (const [ago, child, restarts] of RESTARTS) {
    const at = now - ago
    tree.hear({
      at,
      type: 'term.crashed',
      level: 'error',
      term: child,
      words: ERROR.message,
      fields: { code: ERROR.code, error: ERROR },
    })
    tree.hear({
      ...AT,
      at,
      type: 'supervisor.restarted',
      words: `spam, malware: restart ${restarts} of 3 within 10 s`,
      fields: { child, children: ['spam', 'malware'], error: ERROR, restarts, ...BUDGET },
    })
    if (ago !== 288_500) continue
    tree.hear({
      ...AT,
      at: at + 1200,
      type: 'supervisor.gave-up',
      level: 'error',
      words: 'lists: more than 3 restarts within 10 s',
      fields: { child, error: ERROR, ...BUDGET, coolDownMs: null },
    })
    tree.hear({
      ...AT,
      at: at + 1200,
      type: 'supervisor.restarted',
      supervisor: 'root',
      words: 'lists: restart 1 of 1 within 5 s',
      fields: { child: 'lists', children: ['lists'], error: ERROR, restarts: 1, limit: 1, withinMs: 5000 },
    })
  }
}
