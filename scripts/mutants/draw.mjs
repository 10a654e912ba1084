/** Draws places for bugs, evenly over the sources, the same ones for the same seed. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { bugsIn } from './bugs.mjs'

// The WebAssembly has planted bugs of its own: `npm run test:equality -- --planted`.
const isLeftOut = (file) => file.includes('/assembly/') || file.endsWith('/wasm.ts')

/** Yields mutants until all places are used up: `{ file, line, change, text }`, where `text` is the whole file. */
export function* draw(seed, folder) {
  const places = ['machines', 'src']
    .flatMap((room) => readdirSync(room, { recursive: true }).map((file) => `${room}/${file}`))
    .filter((file) => file.endsWith('.ts') && file.startsWith(folder) && !isLeftOut(file))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return bugsIn(text).map((bug) => ({ file, text, bug }))
    })
  const random = randomFrom(seed)
  while (places.length > 0) {
    const [{ file, text, bug }] = places.splice(Math.floor(random() * places.length), 1)
    const { start, end, code } = bug
    const line = text.slice(0, start).split('\n').length
    yield {
      file,
      line,
      change: `${onOneLine(text.slice(start, end))} → ${onOneLine(code)}  in  ${onOneLine(text.split('\n')[line - 1])}`,
      text: text.slice(0, start) + code + text.slice(end),
    }
  }
}

const LONGEST = 90

const onOneLine = (code) => {
  const line = code.replaceAll(/\s+/g, ' ').trim() || '(nothing)'
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** Generates random numbers out of a seed (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
