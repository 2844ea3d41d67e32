/** What a deployment publishes of itself: config.json and domains.json, with every key that official clients require. */
import type { DeploymentConfig, SandboxConfig } from '../config/SandboxConfig.js'
import type { Settings } from './Settings.js'

const find = (id: string, config: SandboxConfig | undefined): DeploymentConfig | undefined => config?.deployments?.find((deployment) => deployment.id === id)

/** What is asked about. */
export interface Published {
  readonly id: string
  /** The origin of this server as the client knows it. */
  readonly origin: string
  readonly settings: Settings
  readonly config: SandboxConfig | undefined
}

/** The content of config.json. */
export const deploymentConfig = ({ id, origin, settings, config }: Published): object => ({
  id, version: '1', languages: ['en-us'], defaultLanguage: 'en-us', apiEndpoint: origin, headlessMode: { enabled: true },
  messenger: {
    enabled: true,
    apps: {
      conversations: {
        messagingEndpoint: origin.replace(/^http/, 'ws'), enabled: true, showAgentTypingIndicator: true, showUserTypingIndicator: settings.userTyping,
        autoStart: { enabled: settings.autoStart },
        conversationDisconnect: { enabled: settings.disconnect !== 'off', type: settings.disconnect === 'off' ? 'Send' : settings.disconnect },
        conversationClear: { enabled: settings.clear }, notifications: { enabled: false, notificationContentType: 'ExcludeMessagesContent' },
        markdown: { enabled: true }, humanize: { enabled: !settings.anonymous }, sessionDurationSeconds: settings.sessionSeconds
      }
    },
    styles: { primaryColor: '#0165A7' }, launcherButton: { visibility: 'On' },
    fileUpload: { enableAttachments: settings.uploads, modes: settings.uploads ? [{ fileTypes: settings.fileTypes, maxFileSizeKB: settings.maxFileSizeKB }] : [] }
  },
  journeyEvents: { enabled: false }, status: find(id, config)?.disabled === true ? 'Inactive' : 'Active',
  auth: { enabled: settings.authentication, allowSessionUpgrade: settings.authentication }
})

const hostOf = (origin: string): string => {
  if (URL.canParse(origin)) return new URL(origin).hostname
  return origin.split(':', 1)[0] ?? origin
}

/** The content of domains.json. */
export const domains = (id: string, config: SandboxConfig | undefined): object => {
  const allowed = find(id, config)?.allowedOrigins
  return { allowAllDomains: allowed === undefined, allowedDomains: (allowed ?? []).map(hostOf) }
}

/** Whether pages of this origin may connect. Host names, exact or after a dot, ports aside. Browsers send a full origin, mobile clients the host alone. */
export const mayConnect = (id: string, origin: string | undefined, config: SandboxConfig | undefined): boolean => {
  const deployment = find(id, config)
  if (config?.deployments !== undefined && deployment === undefined) return false
  if (deployment?.disabled === true) return false
  if (deployment?.allowedOrigins === undefined || origin === undefined) return true
  const host = hostOf(origin)
  return deployment.allowedOrigins.map(hostOf).some((allowed) => host === allowed || host.endsWith(allowed.startsWith('.') ? allowed : `.${allowed}`))
}
