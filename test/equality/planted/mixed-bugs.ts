/** Bugs in what columns do with records that have less in common: planted on purpose, as the others are. @module */

import { type Bug, bug } from './bug.ts'

export const MIXED_BUGS: readonly Bug[] = [
  bug(
    'the first order of fields is taken for that of the plan',
    'read/columns/nested-reader.ts',
    'if (code === 0) return',
    'if (code <= 1) return',
  ),
  bug(
    'an order is one that another row has',
    'assembly/columns/encode.ts',
    'store<u32>(column.at - 4, order)',
    'store<u32>(column.at - 4, 1)',
  ),
  bug(
    'orders forget the fields before the first that is out of order',
    'assembly/columns/encode.ts',
    'if (isThere(changetype<Field>(before).column) && !noteField(column, before)) return 0',
    'isThere(changetype<Field>(before).column)',
  ),
  bug(
    'a field may come twice',
    'assembly/columns/encode.ts',
    '} else if (!dropMissing(changetype<Field>(field).column)) return 0',
    '} else dropMissing(changetype<Field>(field).column)',
  ),
  bug(
    'a field that comes late is counted as missing',
    'assembly/columns/column.ts',
    '  column.missings--\n',
    '',
  ),
  bug('a map loses its last entry', 'read/columns/map-reader.ts', 'entry < end;', 'entry < end - 1;'),
  bug(
    'a name of a map may set the prototype',
    'read/columns/map-reader.ts',
    "if (name === '__proto__') setProto(object, value)\n      else object[name] = value",
    'void setProto\n      object[name] = value',
  ),
  bug(
    'anything stands between the entries of a map',
    'assembly/columns/encode.ts',
    'count++\n      p = blank(p)\n      const c = byte(p)\n      if (c == 0x7d) break\n      if (c != COMMA) return 0',
    'count++\n      p = blank(p)\n      const c = byte(p)\n      if (c == 0x7d) break',
  ),
  bug(
    'of equal names in a map the first counts',
    'read/columns/map-reader.ts',
    'let entry = startOf(offsets, row + 1) - 1; entry >= start; entry--',
    'let entry = start; entry < startOf(offsets, row + 1); entry++',
  ),
  bug(
    'a text of JSON ends too early',
    'assembly/columns/encode.ts',
    'codeOf(column.texts, p, <u32>(end - p))',
    'codeOf(column.texts, p, <u32>(end - p) & 0xff)',
  ),
  bug(
    'a record that is kept as text is read from columns',
    'read/column-records.ts',
    'odd.has(row) ? parsed(row) : read(row, key)',
    'read(row, key)',
  ),
  bug(
    'a record that is kept as text leaves its values behind',
    'assembly/columns/odd-rows.ts',
    '  restoreColumns()\n',
    '',
  ),
]
