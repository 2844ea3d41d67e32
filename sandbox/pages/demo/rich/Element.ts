/** What a structured message can hold besides text, as far as this widget shows it. */
import type { FileInfo } from '../model/FileInfo.js'

/** Something to choose. `payload` is what the bot behind the chat understands. */
export interface Choice {
  readonly text: string
  readonly payload: string
  readonly image: string | undefined
}

/** A button of a card. */
export type CardAction = { readonly kind: 'link'; readonly text: string; readonly url: string } | ({ readonly kind: 'postback' } & Choice)

/** A card. */
export interface Card {
  readonly title: string
  readonly description: string | undefined
  readonly image: string | undefined
  readonly actions: ReadonlyArray<CardAction>
}

/** An entry of a list. */
export interface ListItem extends Choice {
  readonly subtitle: string | undefined
}

/** A part of a list, of which one or any can be chosen. */
export interface ListSection {
  readonly title: string | undefined
  readonly multiple: boolean
  readonly items: ReadonlyArray<ListItem>
}

/** One element of a structured message. */
export type RichElement =
  | { readonly kind: 'quickReplies'; readonly replies: ReadonlyArray<Choice> }
  | { readonly kind: 'cards'; readonly cards: ReadonlyArray<Card> }
  /** `times` in ms since the epoch, `minutes` how long each lasts. */
  | {
      readonly kind: 'dates'
      readonly title: string
      readonly subtitle: string | undefined
      readonly times: ReadonlyArray<{ readonly at: number; readonly payload: string; readonly minutes: number | undefined }>
    }
  | { readonly kind: 'list'; readonly sections: ReadonlyArray<ListSection> }
  | { readonly kind: 'file'; readonly file: FileInfo }
  | { readonly kind: 'answer'; readonly text: string }
  /** Something that this widget cannot show. */
  | { readonly kind: 'other'; readonly text: string | undefined }
