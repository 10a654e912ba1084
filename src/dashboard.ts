/** everterm/dashboard: what a tree does, in a browser. @module */

export { type Dashboard, type DashboardOptions, dashboard } from './serve/dashboard.ts'
export type { Lever, Levers } from './serve/http/lever-routes.ts'
export type { Listening, Where } from './serve/http/listen.ts'
