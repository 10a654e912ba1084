/** everterm/dashboard: what a tree does, in a browser. @module */

export { type Dashboard, type DashboardOptions, dashboard } from './serve/dashboard.ts'
export type { Listening, Where } from './serve/http/listen.ts'
