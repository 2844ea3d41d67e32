/** One runner for specs and marble tests. Types are checked by `npm run types`, not here. */
const tsJest = { tsconfig: { module: 'commonjs', moduleResolution: 'node10', target: 'ES2022', esModuleInterop: true, isolatedModules: true, jsx: 'react-jsx' }, diagnostics: false }

const common = {
  testEnvironment: 'node',
  transform: {
    '\\.tsx?$': ['ts-jest', tsJest],
    '/node_modules/(uuid|filenamify|filename-reserved-regex|cometd)/': ['ts-jest', { ...tsJest, tsconfig: { ...tsJest.tsconfig, allowJs: true } }]
  },
  transformIgnorePatterns: ['/node_modules/(?!(uuid|filenamify|filename-reserved-regex|cometd)/)'], // these are published as ES modules alone, and the specs run as CommonJS
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/(sandbox/)?(build|dist)/']
}

const core = {
  ...common,
  testMatch: ['<rootDir>/spec/**/*.spec.ts', '<rootDir>/marble-tests/**/*.marbles.ts'],
  testPathIgnorePatterns: [...common.testPathIgnorePatterns, '<rootDir>/spec/(browser|package)/']
}

export default {
  projects: [
    { ...core, displayName: 'core' },
    // The same marbles on the oldest RxJS that the package allows; `core` runs on the newest.
    {
      ...common,
      displayName: 'oldest-rxjs',
      testMatch: ['<rootDir>/marble-tests/**/*.marbles.ts', '<rootDir>/spec/{testing,forAwait,phases,laws}.spec.ts'],
      moduleNameMapper: { ...common.moduleNameMapper, '^rxjs(/.*)?$': 'rxjs-oldest$1' }
    },
    { ...common, displayName: 'sandbox', testMatch: ['<rootDir>/sandbox/spec/**/*.spec.ts'] },
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/spec/browser/**/*.spec.ts'], globalSetup: '<rootDir>/spec/browser/globalSetup.mjs' },
    { ...common, displayName: 'package', testMatch: ['<rootDir>/spec/package/**/*.spec.ts'], globalSetup: '<rootDir>/spec/browser/globalSetup.mjs' }
  ]
}
