import { type RefObject, useEffect } from 'react'

/**
 * After a refusal, or another try to send what is not complete, the first field it is about is in sight
 * and has the focus: no search on a long form.
 */
export function useFirstError(form: RefObject<HTMLElement | null>, cause: object | number | null): void {
  useEffect(() => {
    if (!cause) return
    const wrong = form.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-wrong] [role="radio"], [data-wrong] [role="checkbox"]',
    )
    const shown = wrong ?? form.current?.querySelector<HTMLElement>('[role="alert"]')
    shown?.scrollIntoView({ block: 'center' })
    wrong?.focus({ preventScroll: true })
  }, [form, cause])
}
