/** Unpacks the Chromium that comes as an npm package, where the specs can find it. */
import chromium from '@sparticuz/chromium'

export default async () => {
  process.env.CHROMIUM_PATH ??= await chromium.executablePath()
  process.env.CHROMIUM_ARGS = JSON.stringify(chromium.args)
}
