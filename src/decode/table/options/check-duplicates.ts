/** Checks which record counts where several have one key. @module */

import { checkOneOf } from '../../../base/checks.ts'
import type { TableOptions } from '../contract.ts'

/** @throws TypeError for anything but the three */
export const checkDuplicates = (duplicates: TableOptions['duplicates']): TableOptions['duplicates'] =>
  duplicates === undefined
    ? undefined
    : checkOneOf('table', 'duplicates', duplicates, ['refuse', 'last', 'first'])
