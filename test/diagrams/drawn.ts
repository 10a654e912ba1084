/** The pictures as they are drawn from the present machines. @module */

import { partitionMachine, rolloutMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { drawAll, liveDrawings } from '../../scripts/diagrams/draw.mjs'
import { toSvg } from '../../scripts/diagrams/sheet.mjs'

export const drawings = drawAll([termMachine, supervisorMachine, partitionMachine, rolloutMachine])

/** The charts of the dashboard, as if each were a drawing of its own. */
const live = liveDrawings(termMachine).map(({ name, drawing, layout }) => ({
  name: `the ${name} chart of the dashboard`,
  svg: toSvg(drawing, layout),
}))

export const svgs = [
  ...[...drawings].filter(([name]) => name.endsWith('.svg')).map(([name, svg]) => ({ name, svg })),
  ...live,
]
