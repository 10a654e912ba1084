/** everterm/testing: for tests of code that reads terms, of fetchers, and of engines of a fleet. @module */

export { type MemoryEngine, type MemoryEngineOptions, memoryEngine } from './fleet/engines/memory.ts'
export { type FakeFetcher, fakeFetcher, type ServeOptions } from './testing/fake-fetcher.ts'
export { type Matched, termMatchers } from './testing/matchers.ts'
export { type ModelOptions, modelPaths, type Path, type PathStep } from './testing/model-paths.ts'
export type { Heard } from './testing/recording.ts'
export { type SimulatedTime, simulatedTime } from './testing/simulated-time.ts'
export { type TermDouble, type TermOfOptions, termOf } from './testing/term-of.ts'
export { type ControlHarness, testControl } from './testing/test-control.ts'
export { type FetcherHarness, type TestFunction, type Traffic, testFetcher } from './testing/test-fetcher.ts'
export {
  createTestSupervisor,
  type TestSupervisor,
} from './testing/test-supervisor.ts'
