/** Maps keys to commands. @module */

import type { Command } from './demo.ts'

const KEYS: Readonly<Record<string, Command | 'quit'>> = {
  b: 'break-or-heal',
  p: 'spoil',
  c: 'crash',
  r: 'refresh',
  q: 'quit',
  // This is Ctrl-C, for which a terminal in raw mode sends a character and no signal.
  '\x03': 'quit',
}

/** The commands of the keys in a piece of input, in order; unknown keys mean nothing. */
export const commandsOf = (input: string): readonly (Command | 'quit')[] =>
  // An arrow or a function key sends a sequence that may contain our letters.
  input.startsWith('\x1b') ? [] : [...input].flatMap((key) => KEYS[key.toLowerCase()] ?? [])
