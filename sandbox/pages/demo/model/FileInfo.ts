/** A file as the service tells of it. */

/** A file that was sent. */
export interface FileInfo {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number | undefined
  /** Its MIME type. */
  readonly type: string | undefined
  /** Where it can be fetched; such an address may expire. */
  readonly url: string | undefined
  /** The picture as it is on this device, for what was sent from here. */
  readonly preview?: string | undefined
}
