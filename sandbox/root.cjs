/** The folder this package stands in: the one place that knows, for compiled code and for the specs alike. */
module.exports = __dirname
