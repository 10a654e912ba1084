/** What JSON is made of, and bytes that are half of a character: words that damage is made with. @module */

export const JSON_WORDS: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\u',
  '\\ud800',
  '\xc3',
  '\xed\xa0\x80',
]
