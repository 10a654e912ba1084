/** What OpenTelemetry's exporter for Prometheus makes of the names of everterm. @module */

const plain = (name) => name.replaceAll('.', '_')

/** What follows the name of a series, by the kind of its metric. */
const ENDINGS = { counter: '_total', histogram: '_bucket' }

/**
 * The series and labels by the keys that they have in the source. The exporter adds no unit, `_total` to a counter, and to
 * each series the labels `otel_scope_name` and `otel_scope_version`: so whatever is asked aggregates them away, or else an
 * update of everterm would begin each alert anew.
 */
export function prometheusNames({ METRICS, ATTRIBUTES }) {
  const series = Object.entries(METRICS).map(([key, { name, kind }]) => [
    key,
    plain(name) + (ENDINGS[kind] ?? ''),
  ])
  const labels = Object.entries(ATTRIBUTES).map(([key, name]) => [key, plain(name)])
  return { series: Object.fromEntries(series), labels: Object.fromEntries(labels) }
}
