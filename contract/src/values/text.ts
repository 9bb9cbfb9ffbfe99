import { type Static, Type } from 'typebox'

/** Words for a person, in both languages of the product. */
export const Text = Type.Object({ id: Type.String(), en: Type.String() })
export type Text = Static<typeof Text>

export type Language = 'id' | 'en'
