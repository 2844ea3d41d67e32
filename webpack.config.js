/**
 * Builds the script bundles: one file each, for a `script` element, and beside them the CometD client, which is loaded where it is configured. `npx webpack --json` says what they are made of;
 * `npx webpack --env only=webchat-service.bus` builds that one.
 */
import { fileURLToPath } from 'node:url'
import MinimizerPlugin from 'minimizer-webpack-plugin'
import webpack from 'webpack'
import { banner } from './banner.js'

/** One line per bundle: `dist/<name>.min.js` from its entry. */
const bundles = {
  'webchat-service.bus': './adapters/bus/scripts/all.ts',
  'webchat-service.bus.guest-chat': './adapters/bus/scripts/guestChat.ts',
  'webchat-service.bus.web-messaging': './adapters/bus/scripts/webMessaging.ts',
  'webchat-service.bus.gms': './adapters/bus/scripts/gms.ts',
  'webchat-service.bus.multicloud-v3': './adapters/bus/scripts/multicloudV3.ts'
}

const here = fileURLToPath(new URL('.', import.meta.url))

export default ({ only }) => ({
  mode: 'production',
  context: here,
  entry: only === undefined ? bundles : { [only]: bundles[only] },
  target: ['web', 'es2022'],
  cache: { type: 'filesystem' }, // in node_modules/.cache; what has not changed is not compiled again
  output: {
    path: `${here}dist`,
    filename: '[name].min.js',
    // Beside the bundle that asks for it, whose address is looked up when it is evaluated. Pages with Trusted Types allow the policy by its name.
    chunkFilename: '[name].min.js',
    publicPath: 'auto',
    trustedTypes: { policyName: 'webchat-service', onPolicyCreationFailure: 'continue' }
  },
  devtool: 'source-map',
  resolve: {
    extensions: ['.ts', '.js'],
    conditionNames: ['es2015', '...'] // the condition under which RxJS offers modern JavaScript; without it, webpack takes the one for ES5
  },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          configFile: `${here}tsconfig.json`,
          compilerOptions: { noEmit: false, target: 'ES2022', sourceMap: true } // its map leads the bundle's to the TypeScript
        }
      }
    ]
  },
  plugins: [
    // After the minimizer, which would put code on the banner's line; before the map is made, which counts lines.
    new webpack.BannerPlugin({ banner, raw: true, stage: webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1 })
  ],
  optimization: {
    splitChunks: false, // what is loaded later is one file, with the name that it is documented under
    // webpack's own, but for one thing: comments on licences stay where they are. All licences are in THIRD-PARTY-LICENSES.txt.
    minimizer: [new MinimizerPlugin({ extractComments: false })]
  },
  performance: { hints: false } // `npm run size` measures what is sent: gzip
})
