/** A real Chromium before a real sandbox. Whatever goes wrong on a page is kept: errors, refused content, failed scripts. */
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startSandbox } from '../../../sandbox/src/index'
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index'

export interface Visit {
  readonly page: Page
  /** What the console complained of, except for what a spec says it expects. */
  readonly complaints: () => ReadonlyArray<string>
  /** A fault that the spec orders is no complaint. */
  readonly expects: (complaint: RegExp) => void
}

export interface Stage {
  readonly sandbox: Sandbox
  /** A page of its own browser session, at an address of the sandbox. */
  readonly visit: (path: string, options?: BrowserContextOptions) => Promise<Visit>
  readonly close: () => Promise<void>
}

/** The Chromium of the package, with the rules of the web in force. `more`: further arguments of its command line. */
export const launch = (more: ReadonlyArray<string> = []): Promise<Browser> => {
  const given: unknown = JSON.parse(process.env['CHROMIUM_ARGS'] ?? '[]')
  // With one process, closing a page closes the browser; without web security, its rules would not be tried.
  const unwanted = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content']
  const args = (Array.isArray(given) ? given.map(String) : []).filter((argument) => !unwanted.includes(argument))
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'], args: [...args, '--no-sandbox', ...more], headless: true })
}

export const openStage = async (options: Partial<SandboxOptions> = {}): Promise<Stage> => {
  const sandbox = await startSandbox({ port: 0, autoAgent: false, ...options })
  const browser = await launch()

  const visit: Stage['visit'] = async (path, contextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 820 }, locale: 'en-GB', ...contextOptions })
    context.setDefaultTimeout(10_000)
    const page = await context.newPage()
    const heard: string[] = []
    const expected: RegExp[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text())
    })
    page.on('pageerror', (error) => heard.push(error.message))
    page.on('requestfailed', (request) => heard.push(`${request.url()} failed`))
    await page.goto(sandbox.url + path)
    return {
      page,
      complaints: () => heard.filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
      expects: (complaint) => void expected.push(complaint)
    }
  }

  return {
    sandbox,
    visit,
    close: async () => {
      await browser.close()
      await sandbox.close()
    }
  }
}
