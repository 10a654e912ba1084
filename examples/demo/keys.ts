/** What the keys mean. @module */

import type { Command } from './demo.ts'

const KEYS: Readonly<Record<string, Command | 'quit'>> = {
  b: 'break-or-heal',
  p: 'spoil',
  c: 'crash',
  r: 'refresh',
  q: 'quit',
  // Ctrl-C: a terminal in raw mode sends the character, not the signal.
  '\x03': 'quit',
}

/** The commands of the keys in a piece of input, in order; unknown keys mean nothing. */
export const commandsOf = (input: string): readonly (Command | 'quit')[] =>
  // An arrow or a function key is a sequence that may contain letters of ours.
  input.startsWith('\x1b') ? [] : [...input].flatMap((key) => KEYS[key.toLowerCase()] ?? [])
