/** Installs what the bench compares with, unless it is there as the lockfile has it. */
import { execSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const installed = `${here}node_modules/.package-lock.json`
const changed = (file) => statSync(file).mtimeMs

if (!existsSync(installed) || changed(installed) < changed(`${here}package-lock.json`)) {
  execSync('npm ci --no-audit --no-fund', { cwd: here, stdio: 'inherit' })
}
