/** Builds the script bundles: one file each, for a `script` element. `npx webpack --json` says what they are made of. */
import { fileURLToPath } from 'node:url'
import MinimizerPlugin from 'minimizer-webpack-plugin'
import * as minify from './slim/minify.mjs'

/** One line per bundle: `dist/<name>.min.js` from its entry. */
const bundles = {
  'webchat-service.bus': './adapters/bus/scripts/all.ts',
  'webchat-service.bus.guest-chat': './adapters/bus/scripts/guestChat.ts',
  'webchat-service.bus.web-messaging': './adapters/bus/scripts/webMessaging.ts'
}

const here = fileURLToPath(new URL('.', import.meta.url))

export default {
  mode: 'production',
  context: here,
  entry: bundles,
  target: ['web', 'es2022'],
  output: { path: `${here}dist`, filename: '[name].min.js' },
  devtool: 'source-map',
  resolve: {
    extensions: ['.ts', '.js'],
    alias: {
      rxjs$: `${here}slim/rxjs.ts`,
      'io-ts$': `${here}slim/io-ts.ts`,
      'fp-ts/Either$': `${here}slim/fp-ts.ts`,
      'js-cookie$': `${here}slim/js-cookie.ts`
    }
  },
  module: {
    parser: { javascript: { exportsPresence: 'error' } }, // what a slim library does not have
    rules: [
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        options: { transpileOnly: true, configFile: `${here}tsconfig.json`, compilerOptions: { noEmit: false, target: 'ES2022' } }
      }
    ]
  },
  optimization: {
    minimizer: [
      new MinimizerPlugin({
        minify: [
          { implementation: MinimizerPlugin.terserMinify, options: minify.terser },
          { implementation: MinimizerPlugin.uglifyJsMinify, options: minify.uglify }
        ]
      })
    ]
  },
  performance: { hints: false } // the gate counts what is sent: gzip
}
