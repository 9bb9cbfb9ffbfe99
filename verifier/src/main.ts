import './stack.css'
import './styles.css'
import { startApp } from './app.ts'

startApp().catch((error: unknown) => {
  const notices = document.getElementById('notices')
  if (notices)
    notices.textContent = 'Halaman ini tidak dapat dimulai. This page could not start. Muat ulang / reload.'
  throw error
})
