/** Writes `llms.txt` from the README and the headings of the pages. @module */

import { writeFile } from 'node:fs/promises'
import { llmsText } from './llms/text.mjs'

await writeFile(new URL('../llms.txt', import.meta.url), llmsText())
