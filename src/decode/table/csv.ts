/** CSV as lines of JSON, for all who read those. @module */

export { csvSource, fromCsv } from './csv/csv-source.ts'
