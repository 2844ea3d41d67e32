/** For the specs of the core over what the script bundles take: each file of ours goes through the minimizers of the bundles. */
const { minify_sync } = require('terser')
const { default: tsJest } = require('ts-jest')
const uglify = require('uglify-js')
const options = require('../../slim/minify.cjs')

const minified = (code) => {
  const { code: once } = minify_sync(code, { ...options.terser, toplevel: true })
  const { code: twice, error } = uglify.minify(once, { ...options.uglify, toplevel: true })
  if (error) throw error
  return twice
}

exports.createTransformer = (tsJestOptions) => {
  const typescript = tsJest.createTransformer(tsJestOptions)
  return {
    ...typescript,
    getCacheKey: (text, file, request) => `${typescript.getCacheKey(text, file, request)}-${JSON.stringify(options)}`,
    process: (text, file, request) => {
      const { code } = typescript.process(text, file, request)
      return { code: /^[\\/](lib|adapters|slim)\b/.test(file.replace(request.config.rootDir, '')) ? minified(code) : code }
    }
  }
}
