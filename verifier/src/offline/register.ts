/** Resolves to true once the page is on the phone. Without a service worker it still works online. */
export async function keepOffline(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  try {
    await navigator.serviceWorker.register(new URL('./service-worker.js', document.baseURI))
    await navigator.serviceWorker.ready
    return true
  } catch {
    // A browser that forbids it (private window, clicked-through certificate): the settings say so.
    return false
  }
}
