/** everterm/inspect: the statecharts in Stately's inspector. Its peer is `@statelyai/inspect`. @module */

export {
  type Inspector,
  type InspectorAdapter,
  type StatelyInspectorOptions,
  statelyInspector,
} from './observe/inspector.ts'
