import { useState } from 'react'
import type { Answer } from '../api/send-command.ts'
import { DeskPage } from '../desk/desk-page.tsx'
import { AdmissionForm } from './admission-form.tsx'
import { AdmissionResult } from './admission-result.tsx'
import { CheckIn } from './check-in.tsx'
import { TodayFigures } from './today-figures.tsx'

/** Everybody who comes leaves this desk with a ticket, a promise, or a plain statement. */
export function GatePage() {
  const [answer, setAnswer] = useState<Answer | null>(null)
  return (
    <DeskPage station="gate">
      <TodayFigures />
      {answer ? (
        <AdmissionResult answer={answer} onNext={() => setAnswer(null)} />
      ) : (
        <div className="two-columns">
          <AdmissionForm onAnswer={setAnswer} />
          <CheckIn />
        </div>
      )}
    </DeskPage>
  )
}
