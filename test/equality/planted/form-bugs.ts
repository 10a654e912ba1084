/** Bugs in other forms than tables of JSON, and in what is asked of them: planted on purpose, as the others are. @module */

import { type Bug, bug } from './bug.ts'

export const FORM_BUGS: readonly Bug[] = [
  bug(
    'a quote that was written twice is lost in CSV',
    'assembly/csv/convert.ts',
    '  store<u16>(o, 0x225c)\n  return o + 2',
    '  return o',
  ),
  bug(
    'a line of CSV may not end at the end of a piece',
    'assembly/csv/convert.ts',
    '(p == limit || (c == RETURN && p + 1 == limit))',
    'p == limit',
  ),
  bug(
    'names on the way to the records are told by their length',
    'assembly/scan/around.ts',
    'return bytes == length && memory.compare(from, step + NAME, bytes) == 0',
    'return bytes == length',
  ),
  bug(
    'texts from a bound on leave that one out',
    'read/queries/find-in-order.ts',
    'const least = low.isIncluded ? 0 : 1',
    'const least = low.isIncluded ? 1 : 0',
  ),
  bug(
    'of ranges that begin together the shorter one comes first',
    'range-index/bounds.ts',
    'compareWords(ends, b * width, ends, a * width, width) ||',
    'compareWords(ends, a * width, ends, b * width, width) ||',
  ),
  bug(
    'what joins the parts of a key may stand in them as it is',
    'read/key-form.ts',
    'text.includes(SEPARATOR) || text.includes(ESCAPE)',
    'text.includes(ESCAPE)',
  ),
  bug(
    'records get the key of the one before',
    'keyed/keyed-document.ts',
    'const record = bytes.subarray(spans[row * 2], spans[row * 2 + 1])',
    'const record = bytes.subarray(spans[(row || 1) * 2 - 2], spans[(row || 1) * 2 - 1])',
  ),
  bug(
    'blanks around a key of a module are lost',
    'keyed/made-keys.ts',
    'keys.push(JSON.stringify(checkMade(made, place)))',
    'keys.push(JSON.stringify(checkMade(made, place).trim()))',
  ),
  bug(
    'what is refused of a keyed record is placed in an object that nobody has',
    'keyed.ts',
    'throw placedIn(records, error)',
    'throw error',
  ),
  bug('a set loses its last text', 'read/text-set.ts', 'row < rows; row++', 'row < rows - 1; row++'),
  bug(
    'counts of what is null and what is missing are confused',
    'read/vectors/count-absent.ts',
    'value === null ? ABSENCE.null : ABSENCE.missing',
    'value === null ? ABSENCE.missing : ABSENCE.null',
  ),
]
