/** The dashboard for Grafana, as the JSON that one imports. @module */

import { rowsOf } from './panels.mjs'

const WIDTH = 24
const SOURCE = { type: 'prometheus', uid: '$datasource' }

/** A choice at the top: the values that a label has. */
const choice = (name, label, query) => ({
  name,
  label,
  type: 'query',
  datasource: SOURCE,
  query: { query, refId: name },
  definition: query,
  refresh: 2,
  includeAll: true,
  multi: true,
  current: { text: ['All'], value: ['$__all'] },
  sort: 1,
})

const targets = (panel) =>
  panel.targets.map(({ expr, legend }, at) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + at),
    datasource: SOURCE,
    expr,
    legendFormat: legend ?? '__auto',
    range: true,
  }))

const stat = ({ colour }) => ({
  fieldConfig: {
    defaults: {
      unit: 'short',
      color: { mode: 'thresholds' },
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'text', value: null },
          { color: colour, value: 1 },
        ],
      },
    },
    overrides: [],
  },
  options: {
    colorMode: 'value',
    graphMode: 'none',
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
  },
})

const lines = ({ unit, stacked }) => ({
  fieldConfig: {
    defaults: {
      unit,
      min: 0,
      custom: {
        lineWidth: 1,
        fillOpacity: stacked ? 30 : 0,
        showPoints: 'never',
        stacking: { mode: stacked ? 'normal' : 'none', group: 'A' },
      },
    },
    overrides: [],
  },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
})

const LOOKS = { stat, timeseries: lines }

/** Lays rows of panels out from left to right and from top to bottom. */
function laidOut(rows) {
  const panels = []
  let [x, y, tallest] = [0, 0, 0]
  const place = (width, height) => {
    if (x + width > WIDTH) [x, y, tallest] = [0, y + tallest, 0]
    const gridPos = { x, y, w: width, h: height }
    x += width
    tallest = Math.max(tallest, height)
    return { id: panels.length + 1, gridPos }
  }
  for (const row of rows) {
    const header = place(WIDTH, 1)
    panels.push({ ...header, type: 'row', title: row.title, collapsed: false, panels: [] })
    for (const panel of row.panels) {
      const placed = place(panel.width, panel.height)
      const looks = LOOKS[panel.type](panel)
      panels.push({
        ...placed,
        type: panel.type,
        title: panel.title,
        datasource: SOURCE,
        targets: targets(panel),
        ...looks,
      })
    }
    ;[x, y, tallest] = [0, y + tallest, 0]
  }
  return panels
}

export function dashboardOf(names) {
  const { series, labels } = names
  return {
    uid: 'everterm',
    title: 'everterm',
    description: 'Terms of everterm: what readers get, how refreshes end, what machines and supervisors do',
    tags: ['everterm'],
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        choice('job', 'Job', `label_values(${series.ready}, job)`),
        choice('instance', 'Instance', `label_values(${series.ready}{job=~"$job"}, instance)`),
        choice('term', 'Term', `label_values(${series.ready}{job=~"$job"}, ${labels.term})`),
      ],
    },
    annotations: { list: [] },
    panels: laidOut(rowsOf(names)),
  }
}
