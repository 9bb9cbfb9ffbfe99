import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Served by the hub at `/` under its content security policy: nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: ['chrome94', 'firefox93', 'safari15.4'],
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/v1': process.env.SENTRA_HUB_URL ?? 'http://127.0.0.1:8090' } },
})
