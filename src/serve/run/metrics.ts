/** What Prometheus scrapes: the metrics of the tree, by OpenTelemetry's own exporter, where it is installed. @module */

import { fieldOf } from '../../base/errors.ts'
import type { Observer } from '../../events/observer.ts'
import { sendJson } from '../http/answer.ts'
import type { Route } from '../http/routes.ts'

export interface Metrics {
  /** `undefined` where the exporter isn't there. */
  readonly observer: Observer | undefined
  readonly route: Route
  close(): Promise<void>
}

const PACKAGES = '@opentelemetry/api @opentelemetry/sdk-metrics @opentelemetry/exporter-prometheus'
const ROUTE = { path: 'metrics', method: 'GET', rest: [0, 0] } as const

interface Named {
  readonly name: string
  readonly environment: string | undefined
}

/** A provider of its own: what else the process measures, it tells elsewhere. */
export async function metrics({ name, environment }: Named): Promise<Metrics> {
  const loaded = await load()
  if (loaded === undefined)
    return { observer: undefined, route: { ...ROUTE, answer: refuse }, close: async () => {} }
  const { PrometheusExporter, MeterProvider, otel } = loaded
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const meterProvider = new MeterProvider({ readers: [exporter], resource: resourceOf(name, environment) })
  return {
    observer: otel({ meterProvider }),
    route: {
      ...ROUTE,
      answer: ({ request, response }) => exporter.getMetricsRequestHandler(request, response),
    },
    close: () => meterProvider.shutdown(),
  }
}

type MeterOptions = NonNullable<
  ConstructorParameters<typeof import('@opentelemetry/sdk-metrics').MeterProvider>[0]
>

/** What `target_info` tells, by the names of OpenTelemetry's conventions. */
function resourceOf(name: string, environment: string | undefined): NonNullable<MeterOptions['resource']> {
  const attributes = {
    'service.name': name,
    ...(environment !== undefined && { 'deployment.environment.name': environment }),
  }
  const resource: NonNullable<MeterOptions['resource']> = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  }
  return resource
}

const refuse: Route['answer'] = ({ response }) =>
  sendJson(response, 501, {
    error: { code: 'ERR_SERVE_METRICS', message: `metrics need packages: npm install ${PACKAGES}` },
  })

async function load() {
  try {
    const [{ PrometheusExporter }, { MeterProvider }, { otel }] = await Promise.all([
      import('@opentelemetry/exporter-prometheus'),
      import('@opentelemetry/sdk-metrics'),
      import('../../observe/otel.ts'),
    ])
    return { PrometheusExporter, MeterProvider, otel }
  } catch (error) {
    const code = fieldOf(error, 'code')
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
