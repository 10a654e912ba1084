/** Returns the price of a record, and lets the record escape, so that no compiler leaves out making it. @module */

export const escaped = { record: undefined }

export function priceOf(record) {
  escaped.record = record
  return record.price
}
