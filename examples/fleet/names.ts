/** What the fleet of this example is called. @module */

export const SERVICE = 'shop'
export const TERM = 'prices'
