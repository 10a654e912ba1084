/** Bugs in keys. @module */

import { type Bug, bug } from './bug.ts'

export const KEY_BUGS: readonly Bug[] = [
  bug(
    'the hash ignores the last word',
    'assembly/keys/stage.ts',
    '    h = fastStep(h, word)\n  }\n  return',
    '  }\n  return',
  ),
  bug(
    'surrogates are joined with or',
    'assembly/json/unescape.ts',
    '0x10000 + ((point - 0xd800) << 10) + low',
    '(0x10000 | ((point - 0xd800) << 10)) + low',
  ),
  bug(
    'escaped names are no key field',
    'assembly/scan/key-paths.ts',
    'return bytes <= longest * 6 ? escapedPath(path, from, bytes) : 0',
    'return 0',
  ),
  bug(
    'the first of equal fields is the key',
    'assembly/scan/record.ts',
    'setPart(changetype<KeyPath>(path).part, v, end)',
    'if (!partFrom(changetype<KeyPath>(path).part)) setPart(changetype<KeyPath>(path).part, v, end)',
    {
      file: 'assembly/scan/record.ts',
      from: 'import { forgetParts, setPart }',
      to: 'import { forgetParts, partFrom, setPart }',
    },
  ),
  bug('-0 is a key', 'assembly/keys/whole-number.ts', 'byte(first) == 0x30 ? first : p', 'p'),
  bug(
    '-0.0 is a key',
    'assembly/keys/whole-number.ts',
    'return write(0, false)',
    'return write(0, first > p)',
  ),
  bug(
    'the zeros between digits are lost',
    'assembly/keys/whole-number.ts',
    'if (++size <= MOST_DIGITS) mantissa *= 10',
    'size++',
  ),
  bug(
    'a small fraction is a key',
    'assembly/keys/whole-number.ts',
    'if (exponent < 0) return !!fail(p, Fault.KEY_FRACTION)',
    'if (exponent < -1) return !!fail(p, Fault.KEY_FRACTION)',
  ),
  bug(
    'the first of equal keys stays',
    'assembly/keys/duplicates.ts',
    'if (policy == Duplicates.LAST) store',
    'if (policy == Duplicates.REFUSE) store',
  ),
  bug(
    'rows keep their numbers though others are left out',
    'assembly/keys/duplicates.ts',
    'return sources ? load<u32>(at(ranks, row)) : row',
    'return row',
  ),
  bug(
    'records keep their place in the document though others are left out',
    'assembly/keys/duplicates.ts',
    'load<u64>(spans + (<usize>source << 3))',
    'load<u64>(spans + (<usize>kept << 3))',
  ),
  bug(
    'a key that comes again is passed over',
    'build/take-index.ts',
    "lost > 0 && duplicates === 'refuse'",
    "lost > 1 && duplicates === 'refuse'",
  ),
  bug(
    'lists keep the items of those that are left out',
    'build/columns/gather.ts',
    'items[item] = item + shift',
    'items[item] = item + 0 * shift',
  ),
  bug(
    'booleans are left where they were',
    'build/columns/gather.ts',
    'bitOf(node, source) << (row & 7)',
    'bitOf(node, row) << (row & 7)',
  ),
  bug(
    'keys of 255 bytes have no length',
    'assembly/keys/index-entry.ts',
    '  if (length >= Entry.LONG_KEY) {',
    '  if (length > Entry.LONG_KEY) {',
  ),
  bug(
    'lone surrogates are replaced',
    'format/wtf8.ts',
    'return text.includes(REPLACEMENT) ? decodeSurrogates(bytes, start, end) : text',
    'void decodeSurrogates\n  return text',
  ),
  bug('the text of a document is ASCII', 'assembly/json/lexer.ts', '  ascii = false\n', ''),
]
