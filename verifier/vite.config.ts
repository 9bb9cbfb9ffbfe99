import { defineConfig } from 'vite'
import { compressedWasm } from './build/compressed-wasm.ts'
import { precache } from './build/precache.ts'

/**
 * A handful of static files for any web server, at any path: every address in them is relative.
 * The service worker is a second entry with a fixed name, because a browser knows it by its address; the
 * photo reader a third, because other pages of the same server read photos of cards with it.
 */
export default defineConfig({
  base: './',
  plugins: [compressedWasm(), precache()],
  build: {
    // Cheap phones are old phones: Android 7 with a browser of 2021.
    target: ['chrome94', 'firefox93', 'safari15.4'],
    modulePreload: false,
    // Nothing inline: the page's policy allows scripts and styles from files only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      preserveEntrySignatures: 'exports-only',
      input: {
        index: 'index.html',
        'service-worker': 'src/offline/service-worker.ts',
        'photo-reader': 'src/scan/photo-reader.ts',
      },
      output: {
        entryFileNames: ({ name }) => (name === 'index' ? 'assets/[name]-[hash].js' : '[name].js'),
      },
    },
  },
})
