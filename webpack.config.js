/** Builds the script bundles: one file each, for a `script` element. `npx webpack --json` says what they are made of. */
import { fileURLToPath } from 'node:url'

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
    conditionNames: ['es2015', '...'] // the condition under which RxJS offers modern JavaScript; without it, webpack takes the one for ES5
  },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'ts-loader',
        options: { transpileOnly: true, configFile: `${here}tsconfig.json`, compilerOptions: { noEmit: false, target: 'ES2022' } }
      }
    ]
  },
  performance: { hints: false } // `npm run size` measures what is sent: gzip
}
