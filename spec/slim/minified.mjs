/** For the specs of the core over what the script bundles take: each file of ours goes through the minimizers of the bundles. */
import { minify_sync } from 'terser'
import tsJest from 'ts-jest'
import uglify from 'uglify-js'
import * as options from '../../slim/minify.mjs'

const minified = (code) => {
  const { code: once } = minify_sync(code, { ...options.terser, toplevel: true })
  const { code: twice, error } = uglify.minify(once, { ...options.uglify, toplevel: true })
  if (error) throw error
  return twice
}

const createTransformer = (tsJestOptions) => {
  const typescript = tsJest.default.createTransformer(tsJestOptions)
  return {
    getCacheKey: (text, file, request) => `${typescript.getCacheKey(text, file, request)}-${JSON.stringify(options)}`,
    process: (text, file, request) => {
      const { code } = typescript.process(text, file, request)
      return { code: /^[\\/](lib|adapters|slim)\b/.test(file.replace(request.config.rootDir, '')) ? minified(code) : code }
    }
  }
}

export default { createTransformer }
