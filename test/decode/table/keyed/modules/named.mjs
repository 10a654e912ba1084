/** A module without a default export, whose keys are made of two fields. @module */

export const key = ({ locale, code }) => `${locale.toLowerCase()}/${code}`
