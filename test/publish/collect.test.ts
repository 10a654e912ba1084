/** What is taken away in a folder, and what stays. @module */

import { describe } from 'vitest'
import { itTakesAway } from '../support/garbage.ts'
import { newPlace } from '../support/publishing.ts'

describe('in a folder', () => itTakesAway(newPlace))
