import type { ReactNode } from 'react'
import { LanguageSwitch } from '../language/language-switch.tsx'
import { useWords } from '../language/use-words.ts'
import { BrightnessSwitch } from '../theme/brightness-switch.tsx'
import './shell.css'
import '../figures/figures.css'

/** The frame of every screen: where am I, is the link up, language and brightness; then one task. */
export function AppShell({
  title,
  subtitle,
  pill,
  menu,
  banner,
  wide = false,
  children,
}: {
  title: ReactNode
  subtitle?: ReactNode
  pill?: ReactNode
  menu?: ReactNode
  banner?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  const { say } = useWords()
  return (
    <div className="shell">
      <a className="shell-skip" href="#work">
        {say('shell.skip')}
      </a>
      <header className="shell-header no-print">
        <div className="shell-title">
          {title}
          {subtitle ? <div className="shell-subtitle">{subtitle}</div> : null}
        </div>
        <div className="shell-tools">
          <LanguageSwitch />
          <BrightnessSwitch />
          {menu}
        </div>
        {pill ? <div className="shell-pill">{pill}</div> : null}
      </header>
      {banner}
      <main id="work" tabIndex={-1} className={wide ? 'shell-work shell-work-wide' : 'shell-work'}>
        {children}
      </main>
    </div>
  )
}
