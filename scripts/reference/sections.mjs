/**
 * Lists the sections of the reference in the order in which a reader needs them: whose options, and the interfaces that
 * list them.
 *
 * @module
 */

/** Interfaces that are one of several forms: what such a form requires is required only in it. */
export const FORMS = new Set(['AskThenDownload', 'DownloadIfChanged', 'Keeping', 'SchemaDecoding'])

/** The sections: each has a heading, the call that it is about, and its interfaces by file. */
export const SECTIONS = [
  {
    title: 'A term',
    call: 'remoteTerm(options)',
    from: {
      'src/term/options.ts': ['CommonOptions', 'SchemaDecoding', 'Judging', 'Resting', 'Keeping'],
    },
  },
  { title: '`limits` of a term', call: '', from: { 'src/term/options.ts': ['Limits'] } },
  { title: '`guards` of a term', call: '', from: { 'src/gate/guards.ts': ['GuardRules'] } },
  {
    title: 'Signatures of minisign',
    call: 'minisign(publicKeys, options)',
    from: {
      'src/gate/signature/verifier.ts': ['ClaimRules'],
      'src/gate/signature/minisign.ts': ['MinisignOptions'],
    },
  },
  {
    title: 'Plain signatures',
    call: 'ed25519(publicKeys, options)',
    from: { 'src/gate/signature/ed25519.ts': ['Ed25519Options'] },
  },
  { title: '`retry` of a term', call: '', from: { 'src/term/options.ts': ['Retry'] } },
  {
    title: 'A derived term',
    call: 'derive(parents, compute, options)',
    from: { 'src/term/derivation/options.ts': ['DeriveOptions'] },
  },
  {
    title: 'A tree',
    call: 'supervise(children, options)` and `term.start(options)',
    from: { 'src/tree/options.ts': ['SuperviseOptions'] },
  },
  {
    title: '`workers` of a tree',
    call: '',
    from: { 'src/decode/workers/workers-options.ts': ['WorkersOptions'] },
  },
  { title: 'A group', call: 'group(children, options)', from: { 'src/tree/options.ts': ['GroupOptions'] } },
  { title: 'Stopping', call: 'tree.stop(options)', from: { 'src/handles/supervise.ts': ['StopOptions'] } },
  { title: 'Waiting', call: 'term.ready(options)', from: { 'src/term/wait.ts': ['ReadyOptions'] } },
  {
    title: 'Differences',
    call: 'term.diff(from, to, options)',
    from: { 'src/term/going-back/diff.ts': ['DiffOptions'] },
  },
  { title: 'Changes', call: 'term.changes(options)', from: { 'src/term/listeners.ts': ['ChangesOptions'] } },
  { title: 'HTTP', call: 'http(url, options)', from: { 'src/fetch/http/options.ts': ['HttpOptions'] } },
  {
    title: '`timeouts` of HTTP and S3',
    call: '',
    from: { 'src/fetch/transfer/timeouts.ts': ['HttpTimeouts', 'HttpMinRate'] },
  },
  {
    title: 'S3',
    call: 's3(options)` of `everterm/s3',
    from: { 'src/fetch/s3/options.ts': ['S3Options'], 'src/fetch/s3.ts': ['S3FailoverOptions'] },
  },
  {
    title: 'Several origins',
    call: 'firstOf(fetchers, options)',
    from: { 'src/fetch/first-of/options.ts': ['FirstOfOptions'] },
  },
  {
    title: 'A service of this host',
    call: 'sidecar(place, options)',
    from: { 'src/fetch/sidecar/options.ts': ['SidecarOptions'] },
  },
  {
    title: 'What was published',
    call: 'published(place, options)` of `everterm/published',
    from: {
      'src/published/options.ts': ['PublishedOptions'],
      'src/published/place.ts': ['TransportOptions'],
    },
  },
  {
    title: 'Publishing',
    call: 'publishTerm(term, payload, options)` of `everterm/published',
    from: { 'src/publish/publish-term.ts': ['PublishTermOptions'] },
  },
  {
    title: 'A fleet',
    call: 'joinFleet(tree, options)` of `everterm/fleet',
    from: { 'src/fleet/member/options.ts': ['FleetOptions'] },
  },
  {
    title: 'A rollout',
    call: 'beginRollout(hand, span, plan)` of `everterm/fleet',
    from: { 'src/fleet/plan.ts': ['RolloutPlan'], 'src/fleet/by-hand.ts': ['ByHand'] },
  },
  {
    title: 'NATS',
    call: 'nats(options)` of `everterm/nats',
    from: { 'src/fleet/engines/nats/options.ts': ['NatsOptions'] },
  },
  {
    title: 'Redis',
    call: 'redis(options)` of `everterm/redis',
    from: { 'src/fleet/engines/redis/options.ts': ['RedisOptions'] },
  },
  {
    title: 'A configuration of `everterm serve`',
    call: 'defineConfig(config)` of `everterm/config',
    from: { 'src/serve/config/service-config.ts': ['ServiceConfig'] },
  },
  {
    title: 'The fleet of a configuration',
    call: '',
    from: { 'src/serve/config/service-config.ts': ['FleetConfig'] },
  },
  {
    title: 'A term of a configuration',
    call: '',
    from: { 'src/serve/config/service-config.ts': ['TermConfig'] },
  },
  { title: 'Fixed data', call: 'fixed(data, options)', from: { 'src/fetch/fixed.ts': ['FixedOptions'] } },
  {
    title: 'Two steps',
    call: 'twoStep(options)',
    from: { 'src/fetch/two-step/options.ts': ['TwoStepBase', 'AskThenDownload', 'DownloadIfChanged'] },
  },
  { title: 'Types', call: 'typesOf(value, options)', from: { 'src/shape/types-of.ts': ['TypesOptions'] } },
  {
    title: 'Sets of texts',
    call: 'lines(options)',
    from: { 'src/decode/table/contract/text-set.ts': ['LinesOptions'] },
  },
  {
    title: 'Tables',
    call: 'table(options)',
    from: {
      'src/decode/table/contract.ts': ['TableOptions'],
      'src/decode/table/contract/place.ts': ['PlaceOptions'],
      'src/decode/table/contract/row-schema.ts': ['RowSchemaOptions'],
      'src/decode/table/contract/csv.ts': ['CsvOptions'],
    },
  },
  {
    title: 'Ranges',
    call: 'ranges(options)',
    from: {
      'src/decode/table/contract/ranges.ts': ['RangeFieldOptions'],
      'src/decode/table/contract.ts': ['RangesOptions', 'RowsOptions'],
      'src/decode/table/contract/place.ts': ['PlaceOptions'],
      'src/decode/table/contract/row-schema.ts': ['RowSchemaOptions'],
    },
  },
  {
    title: 'Rows',
    call: 'rows(options)',
    from: {
      'src/decode/table/contract.ts': ['RowsOptions'],
      'src/decode/table/contract/place.ts': ['PlaceOptions'],
      'src/decode/table/contract/row-schema.ts': ['RowSchemaOptions'],
    },
  },
  {
    title: 'A decoder of your own',
    call: 'inWorker(url, options)',
    from: { 'src/decode/in-worker.ts': ['InWorkerOptions'] },
  },
  { title: 'Bytes', call: 'bytes(options)', from: { 'src/decode/bytes.ts': ['BytesOptions'] } },
  {
    title: 'OpenTelemetry',
    call: 'otel(options)` of `everterm/otel',
    from: { 'src/observe/otel.ts': ['OtelOptions'] },
  },
  {
    title: 'Inspector',
    call: 'statelyInspector(options)` of `everterm/inspect',
    from: { 'src/observe/inspector.ts': ['StatelyInspectorOptions'] },
  },
  {
    title: 'The dashboard',
    call: 'dashboard(tree, options)` of `everterm/dashboard',
    from: { 'src/serve/dashboard.ts': ['DashboardOptions'] },
  },
  {
    title: 'Where it listens alone',
    call: 'dashboard(tree).listen(where)',
    from: { 'src/serve/http/listen.ts': ['Where'] },
  },
  {
    title: 'Probes',
    call: 'healthHandler(tree, options)` of `everterm/health',
    from: { 'src/serve/health/health-handler.ts': ['HealthHandlerOptions'] },
  },
  {
    title: 'Dashboard',
    call: 'dashboard(tree, options)` of `everterm/dashboard',
    from: { 'src/serve/dashboard.ts': ['DashboardOptions'] },
  },
  {
    title: 'Fastify',
    call: 'app.register(everterm, options)` of `everterm/fastify',
    from: { 'src/frameworks/fastify.ts': ['FastifyTermsOptions'] },
  },
  {
    title: 'A term for tests',
    call: 'termOf(value, options)` of `everterm/testing',
    from: { 'src/testing/term-of.ts': ['TermOfOptions'] },
  },
  {
    title: 'A fetcher for tests',
    call: 'fakeFetcher().serve(data, options)` of `everterm/testing',
    from: { 'src/testing/fake-fetcher.ts': ['ServeOptions'] },
  },
  {
    title: 'Paths of a machine',
    call: 'modelPaths(machine, options)` of `everterm/testing',
    from: { 'src/testing/model-paths.ts': ['ModelOptions'] },
  },
  {
    title: 'An engine in memory',
    call: 'memoryEngine(options)` of `everterm/testing',
    from: { 'src/fleet/engines/memory.ts': ['MemoryEngineOptions'] },
  },
]
