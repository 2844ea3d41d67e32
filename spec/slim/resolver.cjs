/** For the specs of the core over the libraries of the script bundles: what `lib` and `adapters` import is the slim one. */
const slim = { rxjs: 'rxjs', 'js-cookie': 'js-cookie', 'io-ts': 'io-ts', 'fp-ts/Either': 'fp-ts' }

module.exports = (request, options) =>
  Object.hasOwn(slim, request) && /^[\\/](lib|adapters)\b/.test(options.basedir.replace(options.rootDir, ''))
    ? `${options.rootDir}/slim/${slim[request]}.ts`
    : options.defaultResolver(request, options)
