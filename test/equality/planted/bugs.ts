/** Bugs that are put into the sources on purpose, one at a time: the comparison is worth what it finds of them. @module */

import { type Bug, bug } from './bug.ts'
import { FORM_BUGS } from './form-bugs.ts'
import { KEY_BUGS } from './key-bugs.ts'
import { MIXED_BUGS } from './mixed-bugs.ts'

const SYNTAX: readonly Bug[] = [
  bug(
    'numbers may begin with zeros',
    'assembly/json/lexer.ts',
    'if (byte(p) == 0x30 && e > p + 1) return fail(p + 1)',
    '',
  ),
  bug(
    'DEL is a control character',
    'assembly/json/lexer.ts',
    'const special = v128.or(i8x16.eq(v, i8x16.splat(0x22)), ',
    'const special = v128.or(v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x7f))), ',
  ),
  bug(
    'the last control character may stand in strings',
    'assembly/json/lexer.ts',
    'i8x16.lt_s(v, i8x16.splat(0x20))',
    'i8x16.lt_s(v, i8x16.splat(0x1f))',
  ),
  bug('surrogates are good UTF-8', 'assembly/json/lexer.ts', 'a == 0xed ? 0x9f', 'a == 0xed ? 0xbf'),
  bug(
    'overlong sequences of three bytes are good UTF-8',
    'assembly/json/lexer.ts',
    'a == 0xe0 ? 0xa0',
    'a == 0xe0 ? 0x80',
  ),
  bug('g is a hexadecimal digit', 'assembly/json/lexer.ts', '- 0x61 < 6', '- 0x61 < 7'),
  bug(
    'vertical tabs and form feeds are white space',
    'assembly/json/lexer.ts',
    '|| c == 0x0d || c == 0x09; c = byte(p)',
    '|| c - 9 < 5; c = byte(p)',
  ),
  bug(
    'a word is known by its first three letters',
    'assembly/json/value.ts',
    'load<u32>(p) == TRUE_WORD ?',
    '(load<u32>(p) & 0xffffff) == (TRUE_WORD & 0xffffff) ?',
  ),
  bug(
    'brackets beyond the 64 innermost are forgotten',
    'assembly/json/value.ts',
    'open = load<u64>(outer + (<usize>(depth >> 6) << 3))',
    'open = 0',
  ),
  bug(
    'a comma may end the document',
    'assembly/scan/scan.ts',
    'c == closer && (state == FIRST || state == AFTER)',
    'c == closer && state != END',
  ),
  bug(
    'records may share a line',
    'assembly/scan/scan.ts',
    'if (state == AFTER) return stop(p, layout == LINES ? Fault.NO_NEWLINE : Fault.NO_SEPARATOR)',
    '',
  ),
  bug(
    'a record may have several lines',
    'assembly/scan/lines.ts',
    'stop(p + ctz(m), Fault.LINE_BREAK)',
    'Status.GO',
  ),
]

const PIECES: readonly Bug[] = [
  bug(
    'a number ends where the piece ends',
    'assembly/scan/steps.ts',
    'return e && (e < limit || isLast || !isNumberStart(byte(v)))',
    'return e != 0',
  ),
  bug(
    'a record that is cut off leaves its values behind',
    'assembly/scan/scan.ts',
    '  unstage(entry)\n  restoreColumns()\n',
    '  unstage(entry)\n',
  ),
  bug('a record that is cut off leaves its key behind', 'assembly/scan/scan.ts', '  unstage(entry)\n', ''),
  bug('old bytes stand behind the last piece', 'assembly/memory/window.ts', 'memory.fill(limit, 0, PAD)', ''),
  bug(
    'offsets are off by one after the window has moved',
    'assembly/memory/window.ts',
    '    memory.copy(base, pos, rest)\n    passed += pos - base',
    '    memory.copy(base, pos, rest)\n    passed += pos - base + 1',
  ),
]

const COLUMNS: readonly Bug[] = [
  bug(
    'anything stands between the items of a column',
    'assembly/columns/encode.ts',
    'if (c == 0x5d) break\n      if (c != COMMA) return 0',
    'if (c == 0x5d) break',
  ),
  bug(
    'anything stands between the fields of a column',
    'assembly/columns/encode.ts',
    'field += FIELD\n      p = blank(p)\n      const c = byte(p)\n      if (c == 0x7d) break\n      if (c != COMMA) return 0',
    'field += FIELD\n      p = blank(p)\n      const c = byte(p)\n      if (c == 0x7d) break',
  ),
  bug(
    'a column takes zeros before a number',
    'assembly/json/number.ts',
    'isZero ? p != digits + 1 : p == digits',
    'p == digits',
  ),
  bug(
    'a column takes a number that ends with its point',
    'assembly/json/number.ts',
    'if (p == point) return',
    'if (!p) return',
  ),
  bug('a column takes an exponent without digits', 'assembly/json/number.ts', 'p == digits ? 0 : p', 'p'),
  bug(
    'a column takes anything that begins with n for null',
    'assembly/columns/encode.ts',
    'return load<u32>(p) == NULL_WORD ? p + 4 : 0',
    'return p + 4',
  ),
  bug(
    'a text that came before the key passes for it',
    'assembly/scan/record.ts',
    ' && isKey(keyFrom, keyBytes)',
    '',
  ),
  bug(
    '-0 is 0',
    'assembly/columns/export-columns.ts',
    ' || reinterpret<u64>(value) == 0x8000000000000000',
    '',
  ),
  bug(
    'numbers of 64 bits are divided like those of 53',
    'assembly/json/number.ts',
    'if (mantissa <= EXACT) {',
    'if (mantissa) {',
  ),
  bug(
    'small exponents are multiplied',
    'assembly/json/number.ts',
    '<f64>mantissa / powerOfTen(-exponent)',
    '<f64>mantissa * (1 / powerOfTen(-exponent))',
  ),
  bug(
    'what is left of a division is forgotten',
    'assembly/json/quotient.ts',
    'return ((first << 32) + second) | u64(left != 0)',
    'return (first << 32) + second',
  ),
  bug(
    'lists begin where they end',
    'assembly/columns/export-columns.ts',
    '    items += valueOf(at)\n    store<u32>(to, items)',
    '    store<u32>(to, items)\n    items += valueOf(at)',
  ),
  bug(
    'fields that are missing are null',
    'assembly/columns/encode.ts',
    'field += FIELD) pushAbsent(changetype<Field>(field).column, Absence.MISSING)',
    'field += FIELD) pushAbsent(changetype<Field>(field).column, Absence.NULL)',
  ),
  bug(
    'texts are told apart by four bits',
    'assembly/columns/dictionary.ts',
    '  return <u32>(h ^ (h >>> 32))\n',
    '  return <u32>(h ^ (h >>> 32)) & 15\n',
    {
      file: 'assembly/columns/dictionary.ts',
      from: 'if (lengthOf(entry) == length && isSame(textOf(entry), text, length)) return',
      to: 'if (lengthOf(entry) == length) return',
    },
  ),
  bug(
    'unsigned numbers may be too large by one',
    'build/columns/number-form.ts',
    '(isSigned ? range / 2 : range) - 1',
    'isSigned ? range / 2 - 1 : range',
  ),
  bug(
    'decimals are multiplied',
    'read/columns/number-reader.ts',
    'decimals[type](values as never, divisor)',
    '(row) => (values[row] as number) * (1 / divisor)',
  ),
]

export const BUGS: readonly Bug[] = [
  ...SYNTAX,
  ...PIECES,
  ...KEY_BUGS,
  ...COLUMNS,
  ...MIXED_BUGS,
  ...FORM_BUGS,
]
