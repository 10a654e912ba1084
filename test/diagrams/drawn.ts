/** The pictures as they are drawn from the present machines. @module */

import { partitionMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { drawAll } from '../../scripts/diagrams/draw.mjs'

export const drawings = drawAll([termMachine, supervisorMachine, partitionMachine])

export const svgs = [...drawings]
  .filter(([name]) => name.endsWith('.svg'))
  .map(([name, svg]) => ({ name, svg }))
