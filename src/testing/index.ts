/** For tests: of what reads terms, and of fetchers. @module */

export { type FakeFetcher, fakeFetcher, type ServeOptions } from './fake-fetcher.ts'
export { type ModelOptions, modelPaths, type Path, type PathStep } from './model-paths.ts'
export { type SimulatedTime, simulatedTime } from './simulated-time.ts'
export { type TermDouble, type TermOfOptions, termOf } from './term-of.ts'
export { type FetcherHarness, type TestFunction, type Traffic, testFetcher } from './test-fetcher.ts'
