import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Everything a station needs is in `dist/`: no address of another machine, no inline script,
 * so that the site can serve it in a hall without internet under a strict content security policy.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Cheap phones are old phones: Android 7 with a browser of 2021.
    target: ['chrome94', 'firefox93', 'safari15.4'],
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/v1': process.env.SENTRA_SITE_URL ?? 'http://127.0.0.1:8080' } },
})
