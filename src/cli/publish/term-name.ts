/** The name of a term as it is typed: it becomes the name of a folder. @module */

import { checkName } from '../../base/checks.ts'

/** @throws TypeError */
export const checkTermName = (name: string): string => checkName('publish', 'term', name)
